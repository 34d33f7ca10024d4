"""`coordinator user add`: an account for somebody of the station."""

import argparse
import getpass
import sys

from coordinator.accounts.accounts import Accounts
from coordinator.accounts.refused import AccountRefused
from coordinator.accounts.role import Role
from coordinator.command_line.failure import CommandFailed
from coordinator.command_line.parser import add_settings, settings_of
from coordinator.database import open_database


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    user = commands.add_parser("user", help="add an account")
    actions = user.add_subparsers(required=True, metavar="add")
    adding = actions.add_parser("add", help="add an account")
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("--role", required=True, choices=[str(role) for role in Role])
    adding.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    add_settings(adding)
    adding.set_defaults(run=run_add)


def run_add(options: argparse.Namespace) -> None:
    """Ask for the password twice, or read it from standard input."""
    if options.password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Once more: "):
            raise CommandFailed("the two passwords differ")
    else:
        raise CommandFailed("there is no terminal to ask for the password: use --password-stdin")
    database = open_database(settings_of(options))
    try:
        accounts = Accounts(database)
        try:
            account = accounts.add(options.name, Role(options.role), password)
        except AccountRefused as problem:
            raise CommandFailed(str(problem)) from problem
        finally:
            accounts.close()
    finally:
        database.close()
    print(f"added {account.name} as {account.role}")

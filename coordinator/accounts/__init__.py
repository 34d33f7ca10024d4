"""Accounts: who people are, what they may do, and how they come in."""

from coordinator.accounts.account import Account
from coordinator.accounts.accounts import Accounts, SignedIn, TooManyAttempts
from coordinator.accounts.invitations import Invitation
from coordinator.accounts.passwords import Passwords
from coordinator.accounts.permissions import Action, is_command, may, only_for_own_team
from coordinator.accounts.principal import Principal
from coordinator.accounts.refused import AccountRefused
from coordinator.accounts.role import Role

__all__ = [
    "Account",
    "AccountRefused",
    "Accounts",
    "Action",
    "Invitation",
    "Passwords",
    "Principal",
    "Role",
    "SignedIn",
    "TooManyAttempts",
    "is_command",
    "may",
    "only_for_own_team",
]

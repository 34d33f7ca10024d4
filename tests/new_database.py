"""An empty database on the tests' PostgreSQL server."""

import uuid
from collections.abc import Generator
from contextlib import contextmanager

import psycopg
from sqlalchemy import make_url


@contextmanager
def new_database(server: str) -> Generator[str]:
    """Its URL; it is dropped when the block ends."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())

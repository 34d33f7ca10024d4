"""The side tables: people, their sessions, sealed personal data, hashes and the audit log.

Searches are not here: only the event store's own recorders keep events. All tables of one
installation are made and versioned together, so they stand in one place.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    event,
)

SCHEMA_VERSION = 1

metadata = MetaData()

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as whole microseconds since 1970 UTC in either database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        """Microseconds of an aware datetime; a naive one raises TypeError."""
        return None if value is None else (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        """The aware UTC datetime of stored microseconds."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

account = Table(
    "account",
    metadata,
    Column("account_id", String(36), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("name_key", String(400), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("password_hash", String(300)),
    Column("every_search", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment),
)

membership = Table(
    "membership",
    metadata,
    Column("account_id", ForeignKey("account.account_id", ondelete="CASCADE"), primary_key=True),
    Column("search_id", String(64), primary_key=True),
    Column("team_id", String(64)),
    Column("since", Moment, nullable=False),
)
Index("membership_of_search", membership.c.search_id)

invitation = Table(
    "invitation",
    metadata,
    Column("invitation_id", String(36), primary_key=True),
    Column("token_hash", LargeBinary(32), nullable=False, unique=True),
    Column("search_id", String(64), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("team_id", String(64)),
    Column("name", String(200)),
    Column("issued_by", String(36), nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("accepted_at", Moment),
    Column("account_id", ForeignKey("account.account_id", ondelete="SET NULL")),
    Column("revoked_at", Moment),
)

session = Table(
    "session",
    metadata,
    Column("session_id", String(36), primary_key=True),
    Column("token_hash", LargeBinary(32), nullable=False, unique=True),
    Column(
        "account_id",
        ForeignKey("account.account_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("started_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("revoked_at", Moment, index=True),
)

vault_check = Table(
    "vault_check",
    metadata,
    Column("check_id", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

vault_key = Table(
    "vault_key",
    metadata,
    Column("search_id", String(64), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

vault_item = Table(
    "vault_item",
    metadata,
    Column("search_id", String(64), primary_key=True),
    Column("ref", String(36), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

vault_forgotten = Table(
    "vault_forgotten",
    metadata,
    Column("search_id", String(64), primary_key=True),
    Column("forgotten_at", Moment, nullable=False),
)

imported_search = Table(
    "imported_search",
    metadata,
    Column("search_id", String(64), primary_key=True),
    Column("head", String(64), nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("completed_at", Moment),
)

sealed_events = Table(
    "sealed_events",
    metadata,
    Column("search_id", String(64), primary_key=True),
    Column("first_version", Integer, primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
    Column("sealed_at", Moment, nullable=False),
)

serving_process = Table(
    "serving_process",
    metadata,
    Column("process_id", String(36), primary_key=True),
    Column("beat", BigInteger, nullable=False),
    Column("changes", BigInteger, nullable=False),
)

connected_team = Table(
    "connected_team",
    metadata,
    Column(
        "process_id",
        ForeignKey("serving_process.process_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("search_id", String(64), primary_key=True),
    Column("team_id", String(64), primary_key=True),
    Column("since", String(40), nullable=False),
)

shown_redirect = Table(
    "shown_redirect",
    metadata,
    Column("search_id", String(64), primary_key=True),
    Column("redirect_id", String(64), primary_key=True),
    Column("at", String(40), nullable=False),
    Column("noted_at", Moment, nullable=False, index=True),
)

audit = Table(
    "audit",
    metadata,
    Column(
        "entry_id",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=True,
    ),
    Column("at", Moment, nullable=False, index=True),
    Column("account_id", String(36), index=True),
    Column("action", String(60), nullable=False),
    Column("search_id", String(64), index=True),
    Column("outcome", String(60), nullable=False),
)

_SQLITE_APPEND_ONLY = tuple(
    f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    for verb in ("UPDATE", "DELETE")
)
_POSTGRESQL_APPEND_ONLY = (
    """CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$""",
    """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()""",
)


@event.listens_for(audit, "after_create")
def _protect_audit(_table: Table, connection: Connection, **_: object) -> None:
    """Make the database itself refuse changes of the log, whichever program asks for them."""
    sqlite = connection.dialect.name == "sqlite"
    for statement in _SQLITE_APPEND_ONLY if sqlite else _POSTGRESQL_APPEND_ONLY:
        connection.exec_driver_sql(statement)

"""Imported areas, in the database, so that all processes of an installation have the same."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sqlalchemy import Column, Connection, DateTime, Integer, LargeBinary, String, Table, select

from coordinator.areas.codec import decode_area, encode_area
from coordinator.database import Database
from coordinator.tables import metadata
from domain.area import Area
from domain.refusal import Unknown
from domain.search import Search

area_contents = Table(
    "area_contents",
    metadata,
    Column("content_hash", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
area_names = Table(
    "area_names",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("segments", Integer, nullable=False),
    Column("cameras", Integer, nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False),
)


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """An area by name, without its content."""

    name: str
    content_hash: str
    segments: int
    cameras: int


class AreaStore:
    """Areas by name and by content. A name may come to mean newer content; the older content
    stays for the searches that were opened in it. Decoded areas are kept in memory."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._decoded: dict[tuple[str, str], Area] = {}
        self._lock = Lock()

    def keep(self, area: Area, now: datetime) -> None:
        """Store an area under its name."""
        content = encode_area(area)
        entry = {
            "content_hash": area.content_hash,
            "segments": area.network.segments,
            "cameras": len(area.cameras),
            "imported_at": now,
        }
        with self._database.writing() as connection:
            self._add_content(connection, area.content_hash, content)
            same_name = area_names.c.name == area.name
            if connection.execute(select(area_names.c.name).where(same_name)).first() is None:
                connection.execute(area_names.insert().values(name=area.name, **entry))
            else:
                connection.execute(area_names.update().where(same_name).values(**entry))

    def keep_content(self, content_hash: str, content: bytes) -> None:
        """Store an encoded area for the searches opened in it; no name comes to mean it."""
        with self._database.writing() as connection:
            self._add_content(connection, content_hash, content)

    def content(self, content_hash: str) -> bytes | None:
        """An area as it is stored, None when there is none of this hash."""
        with self._database.reading() as connection:
            query = select(area_contents.c.content).where(
                area_contents.c.content_hash == content_hash
            )
            row = connection.execute(query).first()
        return None if row is None else bytes(row.content)

    def _add_content(self, connection: Connection, content_hash: str, content: bytes) -> None:
        # Two processes may import the same city at the same time.
        self._database.lock(connection, "areas")
        known = select(area_contents.c.content_hash).where(
            area_contents.c.content_hash == content_hash
        )
        if connection.execute(known).first() is None:
            connection.execute(
                area_contents.insert().values(content_hash=content_hash, content=content)
            )

    def entries(self) -> list[AreaEntry]:
        """What there is, in order of name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(area_names).order_by(area_names.c.name))
            return [AreaEntry(r.name, r.content_hash, r.segments, r.cameras) for r in rows]

    def named(self, name: str) -> Area | None:
        """The area that has this name now."""
        with self._database.reading() as connection:
            query = select(area_names.c.content_hash).where(area_names.c.name == name)
            row = connection.execute(query).first()
        return None if row is None else self._content(name, row.content_hash)

    def of_search(self, search: Search) -> Area:
        """The area a search was opened in, as it was then."""
        area = self._content(search.area, search.area_hash)
        if area is None:
            raise Unknown("area", search.area, "area")
        return area

    def with_hash(self, name: str, content_hash: str) -> Area | None:
        """The area of this content, whatever its name means now."""
        return self._content(name, content_hash)

    def _content(self, name: str, content_hash: str) -> Area | None:
        area = self._decoded.get((name, content_hash))
        if area is not None:
            return area
        with self._lock:
            area = self._decoded.get((name, content_hash))
            if area is None:
                content = self.content(content_hash)
                if content is None:
                    return None
                area = self._decoded[name, content_hash] = decode_area(name, content)
        return area

"""Claims: nobody need review a window that a colleague is reviewing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from domain.area import Area
from domain.camera_zones.state import Claim, known_camera
from domain.command import Decision, Issued, Order
from domain.event import SearchEvent
from domain.moment import moment_of, moment_text
from domain.refusal import Conflict, Unknown
from domain.search import Search
from domain.window import Window

LEASE = timedelta(minutes=10)
"""How long a claim holds without being renewed; assumption, no published source."""


class CameraZoneClaimed(SearchEvent):
    """An officer has begun to review this window."""

    TOPIC: ClassVar[str] = "camera_zone.claimed"
    ABOUT: ClassVar[str] = "claim_id"
    claim_id: str
    camera_id: str
    since: str
    until: str
    expires_at: str

    def apply(self, search: Search) -> None:
        """Remember the claim, forgetting those that have run out."""
        claims = search.camera_zones.claims
        for claim in [c for c in claims.values() if c.expires_at <= self.timestamp]:
            del claims[claim.claim_id]
        window = Window(moment_of(self.since), moment_of(self.until))
        claims[self.claim_id] = Claim(
            self.claim_id, self.camera_id, window, self.actor, moment_of(self.expires_at)
        )


class CameraZoneReleased(SearchEvent):
    """The window is free for others again."""

    TOPIC: ClassVar[str] = "camera_zone.released"
    ABOUT: ClassVar[str] = "claim_id"
    claim_id: str
    camera_id: str

    def apply(self, search: Search) -> None:
        """Forget the claim."""
        search.camera_zones.claims.pop(self.claim_id, None)


@dataclass(frozen=True, slots=True)
class ClaimCameraZone(Order):
    """Tell the others that this window is being reviewed; the same officer's claim is renewed."""

    camera_id: str
    window: Window

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """Refused while a colleague's claim overlaps; an own one that it covers is released."""
        known_camera(area, self.camera_id)
        standing = [
            claim
            for claim in search.camera_zones.claims.values()
            if claim.camera_id == self.camera_id and claim.expires_at > by.now
        ]
        for claim in standing:
            if claim.actor != by.actor and claim.window.touches(self.window):
                raise Conflict(
                    "already_claimed",
                    f"a colleague is reviewing camera {self.camera_id} until "
                    f"{moment_text(claim.expires_at)}",
                    "camera_id",
                )
        yield (
            CameraZoneClaimed,
            {
                "claim_id": by.new_id("claim"),
                "camera_id": self.camera_id,
                "since": moment_text(self.window.since),
                "until": moment_text(self.window.until),
                "expires_at": moment_text(by.now + LEASE),
            },
        )
        for claim in standing:
            # Left standing, it would keep colleagues out after the new one is released.
            if claim.actor == by.actor and self.window.covers(claim.window):
                yield (
                    CameraZoneReleased,
                    {"claim_id": claim.claim_id, "camera_id": claim.camera_id},
                )


@dataclass(frozen=True, slots=True)
class ReleaseCameraZone:
    """Give up a claim."""

    claim_id: str

    def decide(self, search: Search, by: Issued, area: Area) -> Iterator[Decision]:
        """A claim that ran out may still be released: it does no harm."""
        claim = search.camera_zones.claims.get(self.claim_id)
        if claim is None:
            raise Unknown("claim", self.claim_id, "claim_id")
        yield CameraZoneReleased, {"claim_id": self.claim_id, "camera_id": claim.camera_id}

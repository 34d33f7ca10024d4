"""Times on paper: in the zone of the readers, with the day where it is not the first one."""

from datetime import datetime, tzinfo

from domain.moment import moment_of


class LocalTime:
    """Tells times of one search."""

    def __init__(self, zone: tzinfo | None, language: str, first: datetime) -> None:
        """`zone` None: this machine's. `first` is a moment of the day that needs no saying."""
        self._zone = zone
        self._language = language
        self._first = first

    def here(self, moment: datetime | str) -> datetime:
        """The moment on the clocks of the zone."""
        at = moment_of(moment) if isinstance(moment, str) else moment
        return at.astimezone(self._zone)

    def time(self, moment: datetime | str | None) -> str:
        """09:52, with the day in front where it is another one; empty for no moment."""
        return "" if moment is None else self._told(moment, "%H:%M")

    def exact(self, moment: datetime | str | None) -> str:
        """The same to the second."""
        return "" if moment is None else self._told(moment, "%H:%M:%S")

    def span(self, since: datetime | str, until: datetime | str) -> str:
        """09:10–09:35, the day only once."""
        end = self.here(until)
        same = end.date() == self.here(since).date()
        return f"{self.time(since)}–{end:%H:%M}" if same else f"{self.time(since)}–{self.time(end)}"

    def date(self, moment: datetime | str) -> str:
        """The whole day."""
        at = self.here(moment)
        if self._language == "zh":
            return f"{at.year}年{at.month}月{at.day}日"
        return f"{at.day} {at:%B %Y}"

    @property
    def zone(self) -> str:
        """What the zone is called, with its offset on that day: Asia/Shanghai, UTC+08:00."""
        at = self.here(self._first)
        offset = f"UTC{at:%z}" if at.utcoffset() else "UTC"
        if len(offset) > len("UTC"):
            offset = f"{offset[:-2]}:{offset[-2:]}"
        name = str(self._zone or "")
        return f"{name}, {offset}" if name not in ("", "UTC") else offset

    def _told(self, moment: datetime | str, form: str) -> str:
        at = self.here(moment)
        if at.date() == self.here(self._first).date():
            return at.strftime(form)
        if self._language == "zh":
            return f"{at.month}月{at.day}日 {at.strftime(form)}"
        return f"{at.day} {at:%b} {at.strftime(form)}"

"""The same events: told to all at once, encoded once for all views that show the same of them."""

from web.live.envelope import Envelope, events_envelope
from web.live.views import Record, View, shown_events


class SameEvents:
    """What happened, for any number of views. Most phones see nothing of it, and so the same."""

    def __init__(self, told: list[tuple[Record, str | None]], up_to: int) -> None:
        self._told = told
        self._up_to = up_to
        self._of_view: dict[View, Envelope] = {}
        self._of_content: dict[tuple[bool, tuple[int, ...]], Envelope] = {}

    def for_view(self, view: View) -> Envelope:
        """What this view shows of it."""
        found = self._of_view.get(view)
        if found is None:
            found = self._of_view[view] = self._made(view)
        return found

    def _made(self, view: View) -> Envelope:
        seen = [
            number
            for number, (record, team_id) in enumerate(self._told)
            if view.sees(record["topic"], team_id)
        ]
        content = view.names, tuple(seen)
        if content not in self._of_content:
            shown = shown_events(view, [self._told[number] for number in seen])
            self._of_content[content] = events_envelope(shown, self._up_to)
        return self._of_content[content]

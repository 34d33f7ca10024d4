"""Given processes that write the same commands to one search, then each command is stored once."""

from coordinator.settings import Settings
from tests.coordinator.installation import OPENING_EVENTS, process
from tests.reliability.contending import contended

PROCESSES = 2
COMMANDS = 40


def test_every_process_gets_the_same_answer_to_the_same_command(settings: Settings) -> None:
    with process(settings) as here:
        search_id = here.open()
        told = contended(settings, search_id, PROCESSES, COMMANDS)
        events = here.events(search_id)
    for one in told[1:]:
        assert one["answers"] == told[0]["answers"]
    assert len(told[0]["answers"]) == COMMANDS
    assert [e.originator_version for e in events] == list(range(1, OPENING_EVENTS + COMMANDS + 1))
    stored = {e.command_id: e.originator_version for e in events[OPENING_EVENTS:]}
    assert stored == {key: version for key, (version, _) in told[0]["answers"].items()}

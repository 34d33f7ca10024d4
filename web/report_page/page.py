"""From a search to the HTML of its report."""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from coordinator.searches.vaulted import refs_in, with_texts
from domain.moment import moment_of
from projections.report_record import report_record
from web.live.telling import Reveal
from web.report_page.words import WORDS, Words
from web.search_services import SearchServices


def report_page(
    services: SearchServices, search_id: UUID, language: str = "zh", reveal: Reveal | None = None
) -> str:
    """The report in Chinese (zh) or English (en); Unknown for an unknown search.

    Texts and names appear only where `reveal` is given.
    """
    events = services.searches.events_of(search_id)
    with services.commanding.reading(search_id) as search:
        area = services.areas.of_search(search)
        record = report_record(search, events, area)
    if reveal is not None:
        with_texts(record, reveal(set(refs_in(record))))
    teams = {team["team_id"]: team.get("name") for team in record["state"]["teams"]}
    return _template().render(
        **record,
        words=WORDS[language],
        language=language,
        team_name=lambda team_id: teams.get(team_id) or (team_id or "")[:8],
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("web.report_page", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clock"] = _clock
    environment.filters["percent"] = lambda share: f"{share:.0%}"
    environment.filters["word"] = _word
    return environment.get_template("report.html")


def _clock(text: str | None) -> str:
    """A moment on paper: UTC, to the second."""
    if text is None:
        return ""
    moment: datetime = moment_of(text)
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _word(code: str, words: Words) -> str:
    return words.get(code, code)

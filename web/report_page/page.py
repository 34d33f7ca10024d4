"""From a search to the HTML of its report."""

from base64 import b64encode
from datetime import tzinfo
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from coordinator.searches.vaulted import refs_in, with_texts
from projections.belief.explanation_words import SMALL, effect_sentence, percent
from projections.evidence_names import evidence_names, team_names
from projections.notices.notice import metres
from projections.report.answers import SPANS_S, answered, slowest, spread
from projections.report.coverage import coverage
from projections.report.facts import Facts
from projections.report.lessons.all_lessons import all_lessons
from projections.report.lessons.lesson import duration
from projections.report.reviews import reviewed, unreviewed, watched
from projections.report.timeline import timeline
from projections.search_record import search_record
from web.live.telling import Reveal
from web.report_page.event_words import STANDING_OUT, EventWords
from web.report_page.figures import Figures
from web.report_page.local_time import LocalTime
from web.report_page.words import WORDS
from web.search_services import SearchServices

MOST_ROWS = 20
"""Of each table: the rest is counted."""


def report_page(
    services: SearchServices,
    search_id: UUID,
    language: str = "zh",
    zone: tzinfo | None = None,
    reveal: Reveal | None = None,
) -> str:
    """The report in Chinese (zh) or English (en), times in a zone (None: that of the settings,
    else this machine's); Unknown for an unknown search.

    Texts and names appear only where `reveal` is given.
    """
    found = services.after_actions.of(search_id)
    past = found.past
    state = search_record(past.last)
    texts = {} if reveal is None else reveal(set(refs_in(state)))
    with_texts(state, texts)
    facts = Facts(
        past.last, past.events, past.area, past.begin, past.end, found.evidence, found.belief,
        found.passing, found.moved, found.at_find,
        evidence_names(found.evidence, past.area, state), team_names(state["teams"]),
    )  # fmt: skip
    local = LocalTime(zone or services.settings.time_zone, language, past.last.opened_at)
    words = WORDS[language]

    def text(ref: str) -> str:
        known = texts.get(ref)
        return known if isinstance(known, str) else ""

    duties = {
        (card.role, each.item): each.says
        for card in services.duty_cards.cards()
        for each in card.duties
    }

    def duty(role: str, item: str) -> str:
        # A card that was changed since then may not have it any more.
        says = duties.get((role, item))
        return item if says is None else says[language]

    tell = EventWords(facts, language, local, words, text)
    redirects = answered(past.last, past.end)
    return _template().render(
        facts=facts,
        state=state,
        words=words,
        language=language,
        described=_described(state["subject"].get("description"), language),
        local=local,
        tell=tell,
        duty=duty,
        said=lambda sentence: sentence[language],
        metres=lambda length: metres(length)[language],
        duration=lambda seconds: "" if seconds is None else duration(seconds)[language],
        percent=percent,
        figures=Figures(facts, language, local, words),
        lessons=all_lessons(facts),
        effects=_effects(facts, language),
        steps=timeline(past.events),
        standing_out=STANDING_OUT,
        watched=watched(facts),
        reviewed=reviewed(facts),
        unreviewed=unreviewed(facts),
        coverage=coverage(facts),
        redirects=redirects,
        received=spread(each.received_s for each in redirects),
        answers=spread(each.answer_s for each in redirects),
        spans=SPANS_S,
        slowest=slowest(redirects, 10),
        by_redirect={each["redirect_id"]: each for each in state["redirects"]},
        most=MOST_ROWS,
        revealed=reveal is not None,
        style=style(),
    )


def _described(description: object, language: str) -> list[str]:
    """What is said of the person; a text may be there in several languages."""
    said = description.values() if isinstance(description, dict) else ()
    found = (each.get(language) if isinstance(each, dict) else each for each in said)
    return [str(each) for each in found if each]


def _effects(facts: Facts, language: str) -> list[str]:
    """What had changed the place of the find when it was first pointed at, in sentences."""
    at_find = facts.at_find
    first = None if at_find is None else at_find.as_known_then.pointed[0].first
    if at_find is None or first is None:
        return []
    return [
        effect_sentence(effect, first.probability, facts.names)[language]
        for effect in at_find.effects
        if abs(effect.difference) >= SMALL
    ]


@lru_cache(maxsize=1)
def style() -> str:
    """The style sheet, which is part of the page."""
    return files("web.report_page").joinpath("report.css").read_text("utf-8")


@lru_cache(maxsize=1)
def content_security_policy() -> str:
    """Nothing is loaded from anywhere, nothing runs, and this style sheet alone counts."""
    digest = b64encode(sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
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
    return environment.get_template("report.html")

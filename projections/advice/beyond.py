"""Beyond the lists: what to do where cameras and teams cannot help, and why a list is empty."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from projections.advice.sentence import share_words
from projections.notices.notice import Notice, metres

OUTSIDE_SHARE = 0.5
"""From this probability on that he has left the area the search is widened; assumption, no
published source."""
OFF_NETWORK_M = 300.0
"""A team further than this from all streets is probably not where it seems to be."""


@dataclass(frozen=True)
class Offered:
    """What the advice had to work with and what came of it."""

    rest_of_world: float
    cameras: int
    reviews: int
    off_network_m: Mapping[str, float]
    """By team, how far it is from the nearest street in metres."""
    assigned: Collection[str]
    """The teams that have an assignment."""


def beyond(offered: Offered) -> list[Notice]:
    """Notices about the advice, those that matter most first."""
    return [*_outside(offered), *_watching(offered), *_teams(offered)]


def _outside(offered: Offered) -> Iterator[Notice]:
    if offered.rest_of_world < OUTSIDE_SHARE:
        return
    words = share_words(offered.rest_of_world)
    says = {
        "zh": f"他已离开辖区的可能性：{words['zh']}。",
        "en": f"{words['en']} that he has left the area.",
    }
    figures = {"rest_of_world": offered.rest_of_world}
    for code, zh, en in (
        ("widen_search", "请扩大搜寻范围，通知相邻辖区。",
         "Widen the search: tell the neighbouring areas."),
        ("ask_transport", "请询问公交、出租车和车站，并登记结果。",
         "Ask buses, taxis and stations, and record what they say."),
        ("ask_hospitals", "请询问医院和救助站，并登记结果。",
         "Ask hospitals and shelters, and record what they say."),
    ):  # fmt: skip
        yield Notice(code, (), says, {"zh": zh, "en": en}, figures)


def _watching(offered: Offered) -> Iterator[Notice]:
    ask = {
        "zh": "请向沿街商铺和小区调取录像。",
        "en": "Ask shops and estates for their recordings.",
    }
    if not offered.cameras:
        says = {"zh": "辖区内没有登记摄像头。", "en": "The area has no cameras."}
        yield Notice("no_cameras", (), says, ask)
    elif not offered.reviews:
        says = {
            "zh": "没有值得查看的时段：都已查看、已被认领，或他不可能经过。",
            "en": "No window is worth watching now: all are reviewed or claimed, or he cannot "
            "have passed there.",
        }
        yield Notice("nothing_to_watch", (), says, ask)


def _teams(offered: Offered) -> Iterator[Notice]:
    if not offered.off_network_m:
        says = {"zh": "没有在岗的街面队。", "en": "No street team is deployed."}
        do = {"zh": "请派出街面队。", "en": "Deploy a street team."}
        yield Notice("no_teams", (), says, do)
    for team_id, off_m in sorted(offered.off_network_m.items()):
        if off_m > OFF_NETWORK_M:
            away = metres(off_m)
            says = {
                "zh": f"该队离最近的道路 {away['zh']}，按最近的道路安排。",
                "en": f"The team is {away['en']} from the nearest street; it is planned from "
                "there.",
            }
            do = {"zh": "请核对位置。", "en": "Check where it is."}
            yield Notice("team_off_network", (team_id,), says, do, {"metres": off_m})
    idle = tuple(sorted(offered.off_network_m.keys() - set(offered.assigned)))
    if idle:
        says = {
            "zh": "这些队二十分钟内能到的道路上没有可找的地方。",
            "en": "On the streets that these teams reach within twenty minutes there is nobody "
            "to be found.",
        }
        do = {"zh": "请换交通方式或换位置。", "en": "Send them elsewhere or by another means."}
        yield Notice("nothing_to_search", idle, says, do)

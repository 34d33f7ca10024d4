"""The fictional district's case in the words of the demo."""

from coordinator.demo.district.story import STORY
from coordinator.demo.district.story import Place as DrawnPlace
from coordinator.demo.story import NamedPlace, Story, StoryTeam
from domain.place import Place


def district_story() -> Story:
    """The case that is played in the fictional district."""
    return Story(
        mobility=STORY.mobility,
        last_known_point=_place(STORY.last_known_point),
        familiar_places=tuple(
            NamedPlace(each.label, _place(each.place), each.weight)
            for each in STORY.familiar_places
        ),
        teams=tuple(StoryTeam(t.name, t.mode, _place(t.start)) for t in STORY.teams),
        end=_place(STORY.expected_end),
        description={
            "name": STORY.subject,
            "age": str(STORY.age),
            "clothing": STORY.description,
        },
        words={
            "zh": "虚构案例：一位82岁、坐轮椅的老人上午出门后没有回家。录像里哪里没有他，"
            "就说明他可能在别处。",
            "en": "A fictional case: a man of 82 left home in his wheelchair this morning and has "
            "not come back. Where no recording shows him, he may be elsewhere.",
        },
    )


def _place(drawn: DrawnPlace) -> Place:
    return Place(drawn.lon, drawn.lat)

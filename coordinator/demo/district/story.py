"""The invented case that the demo tells in this district. Pure data; nobody in it is real."""

from __future__ import annotations

from coordinator.demo.district.place import Point, to_lon_lat
from coordinator.demo.district.quiet_corner import dead_end
from coordinator.demo.story import NamedPlace, Story, StoryTeam
from domain.place import Place

MARKET_END: Point = (1110.0, 500.0)
"""Eastern end of the market street, where he was last seen."""


def district_story() -> Story:
    """Return the case: last seen at the market, at home in the hillside, once of the tile kiln.

    The end is the story's suggestion: the dead-end road behind the public housing estate.
    """
    return Story(
        mobility="manual",
        last_known_point=_place(MARKET_END),
        familiar_places=(
            NamedPlace("家（翠屏路）", _place((1300.0, 581.0)), 0.30),
            NamedPlace("旧居（瓦窑湾，已拆）", _place((984.0, 1765.0)), 0.25),
            NamedPlace("磨子街菜市场", _place((735.0, 474.0)), 0.25),
            NamedPlace("溪边社区卫生服务中心", _place((1113.0, 806.0)), 0.20),
        ),
        teams=(
            StoryTeam("一组", "foot", _place((1145.0, 691.0))),
            StoryTeam("二组", "vehicle", _place((300.0, 530.0))),
            StoryTeam("三组", "vehicle", _place((2270.0, 803.0))),
            StoryTeam("四组", "bicycle", _place((842.0, 1960.0))),
        ),
        end=_place(dead_end()),
        description={
            "name": "陈某（虚构）",
            "age": "82",
            "appearance": {
                "zh": "虚构人物：瘦，中等个子，灰白短发，戴眼镜",
                "en": "Fictional person: thin, of middle height, short grey hair, glasses",
            },
            "clothing": {
                "zh": "深蓝色棉外套，灰色鸭舌帽",
                "en": "Dark blue padded coat, grey flat cap",
            },
            "wheelchair": {
                "zh": "手动轮椅，椅背挂一只红色布袋",
                "en": "Wheelchair moved by hand, a red cloth bag on its back",
            },
            "hints": {
                "zh": "耳背，请从正面慢慢说话；常念叨瓦窑湾的老房子",
                "en": "Hard of hearing: speak slowly and face him. Often talks of his old house "
                "by the tile kiln",
            },
        },
        words={
            "zh": (
                "虚构案例：82岁的陈某坐手动轮椅去磨子街赶早市，之后没有回家。"
                "他住在翠屏路，从前住在瓦窑湾，老房子拆了，原地建了公租房。"
            ),
            "en": (
                "A fictional case: Mr Chen, 82, went to the morning market in his wheelchair and "
                "did not come home. He lives in Cuiping Road; his old house by the tile kiln was "
                "pulled down for a public housing estate."
            ),
        },
    )


def _place(point: Point) -> Place:
    return Place(*to_lon_lat(point))

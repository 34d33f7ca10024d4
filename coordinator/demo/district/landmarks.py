"""Hand-placed places that everybody in the district knows."""

from __future__ import annotations

from dataclasses import dataclass

from coordinator.demo.district.drawn_way import Tags
from coordinator.demo.district.place import Point

STATION = "双桥站"


@dataclass(frozen=True)
class Landmark:
    """A place with a name and its OSM tags."""

    point: Point
    name: str
    tags: Tags


GROUNDS = (
    # each takes the whole block that it lies in
    Landmark((1640.0, 1285.0), "云顶公园", {"leisure": "park"}),
    Landmark((362.0, 1340.0), "文塔公园", {"leisure": "park"}),
    Landmark((1570.0, 480.0), "云岭区人民医院", {"amenity": "hospital"}),
    Landmark((470.0, 640.0), "云岭中学", {"amenity": "school"}),
    Landmark((2040.0, 540.0), "东门小学", {"amenity": "school"}),
    Landmark((2340.0, 1800.0), "岭东职业学校", {"amenity": "school"}),
)

PLACES = (
    Landmark((1066.0, 668.0), STATION, {"railway": "station", "station": "subway"}),
    Landmark((1040.0, 664.0), f"{STATION} 1号口", {"railway": "subway_entrance", "ref": "1"}),
    Landmark((1102.0, 652.0), f"{STATION} 2号口", {"railway": "subway_entrance", "ref": "2"}),
    Landmark((1080.0, 612.0), f"{STATION} 3号口", {"railway": "subway_entrance", "ref": "3"}),
    Landmark((1150.0, 668.0), "双桥派出所", {"amenity": "police"}),
    Landmark((2270.0, 842.0), "东岭派出所", {"amenity": "police"}),
    Landmark((300.0, 552.0), "西坡派出所", {"amenity": "police"}),
    Landmark((1127.0, 806.0), "溪边社区卫生服务中心", {"amenity": "clinic"}),
    Landmark((690.0, 479.0), "磨子街菜市场", {"amenity": "marketplace"}),
    Landmark((905.0, 512.0), "老码头茶馆", {"amenity": "cafe"}),
    Landmark((1010.0, 372.0), "云岭渡口", {"amenity": "ferry_terminal"}),
    Landmark((370.0, 1345.0), "文塔", {"man_made": "tower", "tower:type": "pagoda"}),
    Landmark((1648.0, 1300.0), "云顶观景台", {"tourism": "viewpoint"}),
)

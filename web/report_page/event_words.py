"""What happened, in words: single events and counted ones."""

from collections.abc import Callable, Iterator

from domain.camera_zones.clock import CameraClockCorrected
from domain.event import SearchEvent
from domain.knowledge.find import SubjectFound
from domain.knowledge.last_known_point import LastKnownPointSet
from domain.knowledge.rest_of_world import RestOfWorldChecked
from domain.knowledge.sighting import SightingAssessed, SightingReported
from domain.lifecycle import SearchClosed
from domain.place import Place
from projections.evidence_names import ASKED, ELSEWHERE
from projections.notices.notice import listed, metres
from projections.report.facts import Facts
from projections.report.timeline import Counts
from projections.streets.nearest_segments import lines_of
from web.report_page.local_time import LocalTime

TOPICS: dict[str, tuple[str, str]] = {
    "search.opened": ("搜寻开始", "search opened"),
    "search.suspended": ("搜寻暂停", "search suspended"),
    "search.resumed": ("搜寻恢复", "search resumed"),
    "search.closed": ("搜寻结束", "search closed"),
    "subject.described": ("更新走失者特征", "subject described"),
    "last_known_point.set": ("确定最后出现地点", "last known point set"),
    "camera_zone.clearance_withdrawn": ("撤回无踪迹", "clearance withdrawn"),
    "camera_zone.clock_corrected": ("更正摄像头时钟", "camera clock corrected"),
    "camera_zone.out_of_service": ("摄像头停用", "camera out of service"),
    "camera_zone.outage_withdrawn": ("撤回摄像头停用", "outage withdrawn"),
    "sighting.reported": ("疑似发现", "sighting"),
    "sighting.assessed": ("核实疑似发现", "sighting assessed"),
    "rest_of_world.checked": ("查询区域外，不在那里", "asked outside, not there"),
    "rest_of_world.check_withdrawn": ("撤回区域外查询", "asking outside withdrawn"),
    "street_team.stood_down": ("小组撤回", "team stood down"),
    "redirect.expired": ("改派过期", "redirect ran out"),
    "redirect.escalated": ("改派无答复，需电话联系", "redirect unanswered: call them"),
    "streets.sweep_withdrawn": ("撤回排查", "sweep withdrawn"),
    "note.added": ("备注", "note"),
    "subject.found": ("找到了", "found"),
    "subject.find_withdrawn": ("不是他，撤回找到", "it was not him: find withdrawn"),
}
STANDING_OUT = frozenset(
    {"sighting.reported", "sighting.assessed", "subject.found", "subject.find_withdrawn"}
)


class EventWords:
    """Tells the events of one search in one language."""

    def __init__(
        self, facts: Facts, language: str, local: LocalTime, words: dict[str, str],
        note: Callable[[str], str],
    ) -> None:  # fmt: skip
        """`note` gives the text behind a reference, empty where it may not be read."""
        self._facts = facts
        self._language = language
        self._local = local
        self._words = words
        self._note = note

    def street(self, place: Place) -> str:
        """The street at a place; empty where it has no name or is far from all streets."""
        spots = lines_of(self._facts.area).within(place, 150.0)
        names = (self._facts.area.network.name_of(spot.segment) for spot in spots)
        return next((name for name in names if name), "")

    def single(self, event: SearchEvent) -> str:
        """One event, without its time."""
        told = self._words[event.TOPIC]
        more = self._more(event)
        late = f" ({self._words['late']})" if event.late else ""
        if not more:
            return f"{told}{late}"
        return f"{told}：{more}{late}" if self._language == "zh" else f"{told}: {more}{late}"

    def counted(self, counts: Counts) -> Iterator[str]:
        """What happened often, one sentence for each kind."""
        facts, zh = self._facts, self._language == "zh"
        if counts.deployed:
            names = self._listed([facts.team(team)[self._language] for team in counts.deployed])
            yield f"出动：{names}" if zh else f"deployed: {names}"
        if counts.cameras:
            total = sum(counts.cameras.values())
            names = self._listed([facts.camera(each) for each in counts.cameras])
            if zh:
                yield f"{total} 个时段无踪迹：{names}"
            else:
                yield f"{total} {'window' if total == 1 else 'windows'} cleared: {names}"
        if counts.swept:
            length_m = facts.area.network.length_m
            told = [
                f"{facts.team(team)[self._language]} "
                + metres(float(length_m[sorted(segments)].sum()))[self._language]
                for team, segments in counts.swept.items()
            ]
            names = self._listed(told)
            yield f"排查：{names}" if zh else f"searched: {names}"
        if counts.redirected or counts.replies:
            sent = counts.redirected
            words = [f"{self._words[kind]} {n}" for kind, n in counts.replies.items()]
            if zh:
                first = [f"改派 {sent}"] if sent else []
                yield f"{'，'.join([*first, *words])} 次"
            else:
                first = [f"{sent} {'redirect' if sent == 1 else 'redirects'} sent"] if sent else []
                yield ", ".join([*first, *words])

    def _listed(self, names: list[str]) -> str:
        return listed(names, self._language, 6)

    def _more(self, event: SearchEvent) -> str:
        facts, language = self._facts, self._language
        note = self._note(str(getattr(event, "note_ref", None) or getattr(event, "text_ref", "")))
        match event:
            case SightingReported():
                where = self.street(Place(event.lon, event.lat))
                camera = facts.camera(event.camera_id) if event.camera_id else ""
                source = "" if camera else self._words.get(event.source, event.source)
                at = self._local.time(event.at)
                return ", ".join(part for part in (at, camera or where, source, note) if part)
            case SightingAssessed():
                seen = facts.search.sightings.get(event.sighting_id)
                which = (
                    ()
                    if seen is None
                    else (
                        self._local.time(seen.at),
                        facts.camera(seen.camera_id) if seen.camera_id else self.street(seen.place),
                    )
                )
                return ", ".join(part for part in (*which, self._words[event.verdict]) if part)
            case LastKnownPointSet():
                where = self.street(Place(event.lon, event.lat))
                return ", ".join(part for part in (self._local.time(event.at), where) if part)
            case SubjectFound():
                where = self.street(Place(event.lon, event.lat))
                team = facts.team(event.team_id)[language] if event.team_id else ""
                return ", ".join(part for part in (where, team) if part)
            case CameraClockCorrected():
                sign = "+" if event.offset_s > 0 else "−"
                unit = "秒" if language == "zh" else "s"
                return f"{facts.camera(event.camera_id)} {sign}{abs(event.offset_s):.0f} {unit}"
            case RestOfWorldChecked():
                return ASKED.get(event.kind, ELSEWHERE)[language]
            case SearchClosed():
                return self._words.get(event.outcome, event.outcome)
        if hasattr(event, "camera_id"):
            return facts.camera(str(event.camera_id))
        if hasattr(event, "team_id"):
            return facts.team(str(event.team_id))[language]
        return note

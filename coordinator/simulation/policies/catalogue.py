"""The policies by name."""

from collections.abc import Callable

from coordinator.simulation.known_facts import Given
from coordinator.simulation.policies.coordinated import Coordinated, Parts
from coordinator.simulation.policies.practice import Practice
from coordinator.simulation.policies.ring import Ring
from coordinator.simulation.policy import Policy

WITH_PARTS: dict[str, Parts] = {
    "probability": Parts(cameras="none"),
    "advice": Parts(),
    "nearest-cameras": Parts(cameras="nearest"),
    "path-gain": Parts(path_gain=True),
    "no-diversity": Parts(diversity=False),
    "no-redirects": Parts(redirects=False),
}
"""The coordinator's advice, whole and with parts switched off."""
BASELINES: dict[str, Callable[[Given], Policy]] = {"ring": Ring, "practice": Practice}
POLICIES = (*BASELINES, *WITH_PARTS)
MEANING = {
    "ring": "ring by ring, without cameras",
    "practice": "nearest camera first, teams turned by telephone",
    "probability": "teams driven by the belief, no cameras",
    "advice": "this project's advice",
    "nearest-cameras": "advice without the review queue: nearest cameras first",
    "path-gain": "advice with the simple path gain instead of the full worth",
    "no-diversity": "advice that ignores what the other officer is watching",
    "no-redirects": "advice without redirects",
}


def policy_named(name: str, parameters: dict[str, float]) -> Callable[[Given], Policy]:
    """What makes a policy of this name for a case."""
    if name in BASELINES:
        return BASELINES[name]
    parts = WITH_PARTS[name]
    return lambda given: Coordinated(given, parts, parameters)

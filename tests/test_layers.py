"""Imports point one way: web -> coordinator -> projections -> domain."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("domain", "projections", "coordinator", "web")
"""Each may import itself and the ones before it."""
DOMAIN_MAY_IMPORT = ("domain", "eventsourcing.domain", "eventsourcing.utils", "numpy", "shapely")
ONLY_IN_PROJECTIONS = "numba"
MOST_LINES = 300
LONGER_WITH_REASON: dict[str, str] = {}
"""Path from the root of the repository, and why the file cannot be shorter."""
NAMES_THAT_SAY_NOTHING = {
    "common", "helper", "helpers", "manager", "managers", "misc", "util", "utilities", "utils",
}  # fmt: skip
NOT_OURS = {"node_modules", "static", "dist"}


def files(folder: str, *endings: str) -> list[Path]:
    """Everything of these kinds in a folder that people of this project wrote."""
    return sorted(
        path
        for path in (ROOT / folder).rglob("*")
        if path.suffix in endings and not NOT_OURS & set(path.relative_to(ROOT).parts)
    )


def imports(tree: ast.Module, package: str) -> Iterator[str]:
    """The dotted name of everything that is imported, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            base = parts[: len(parts) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def private_uses(tree: ast.Module, package: str) -> Iterator[str]:
    """Names with a leading underscore, taken out of a top-level package other than the own."""
    own = package.partition(".")[0]
    foreign = {name for name in imports(tree, package) if name.partition(".")[0] not in ("", own)}
    yield from (name for name in foreign if any(map(is_private, name.split("."))))
    bound = {
        alias.asname or alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if (node.module or "" if isinstance(node, ast.ImportFrom) else alias.name).partition(".")[0]
        in set(LAYERS) - {own}
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            whole = ast.unparse(node)
            if whole.partition(".")[0] in bound:
                yield whole


def is_private(name: str) -> bool:
    """Whether the leading underscore says: not for others. `__future__` and the like do not."""
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def within(name: str, allowed: str) -> bool:
    """Whether a dotted name is the allowed one or inside it."""
    return name == allowed or name.startswith(f"{allowed}.")


def broken_rules(source: str, package: str) -> set[str]:
    """What a file of this package imports against the rules."""
    tree = ast.parse(source)
    layer = package.partition(".")[0]
    above = LAYERS[LAYERS.index(layer) + 1 :]
    broken = set(private_uses(tree, package))
    for name in imports(tree, package):
        top = name.partition(".")[0]
        if top in above or (top == ONLY_IN_PROJECTIONS and layer != "projections"):
            broken.add(name)
        if layer == "domain" and top not in sys.stdlib_module_names:
            allowed = any(within(name, package) for package in DOMAIN_MAY_IMPORT)
            if not allowed:
                broken.add(name)
    return broken


def package_of(path: Path) -> str:
    """The package that relative imports of a file start from."""
    return ".".join(path.relative_to(ROOT).parent.parts)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_itself_and_what_lies_below(layer: str) -> None:
    paths = files(layer, ".py")
    assert paths
    broken = {
        str(path.relative_to(ROOT)): rules
        for path in paths
        if (rules := broken_rules(path.read_text("utf-8"), package_of(path)))
    }
    assert broken == {}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_file_is_short_unless_there_is_a_reason(layer: str) -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in files(layer, ".py")
    }
    long = {path: n for path, n in lengths.items() if n > MOST_LINES}
    assert {path: n for path, n in long.items() if path not in LONGER_WITH_REASON} == {}


def test_a_reason_for_a_long_file_is_dropped_when_the_file_is_short_again() -> None:
    for path in LONGER_WITH_REASON:
        assert len((ROOT / path).read_text("utf-8").splitlines()) > MOST_LINES


@pytest.mark.parametrize("folder", [*LAYERS, "tests"])
def test_a_file_is_named_after_its_concept(folder: str) -> None:
    named = {
        str(path.relative_to(ROOT))
        for path in files(folder, ".py", ".ts", ".svelte")
        for part in path.relative_to(ROOT).with_suffix("").parts
        if NAMES_THAT_SAY_NOTHING & set(part.lower().replace("-", "_").split("_"))
    }
    assert named == set()


@pytest.mark.parametrize(
    ("source", "package", "broken"),
    [
        ("import web.main", "coordinator", "web.main"),
        ("from coordinator.settings import Settings", "projections.belief",
         "coordinator.settings.Settings"),
        ("from projections import belief", "domain", "projections.belief"),
        ("def f():\n    import coordinator", "domain.teams", "coordinator"),
        ("from ..coordinator import clock", "domain", "coordinator.clock"),
        ("from domain.window import _left", "projections", "domain.window._left"),
        ("from projections import _kernel", "web", "projections._kernel"),
        ("import domain.window\ndomain.window._left()", "web", "domain.window._left"),
        ("from domain import window as w\nw._left()", "web", "w._left"),
        ("from shapely import _geometry", "coordinator", "shapely._geometry"),
        ("import numba", "coordinator", "numba"),
        ("from numba import njit", "domain", "numba.njit"),
        ("import fastapi", "domain", "fastapi"),
        ("import sqlite3\nimport orjson", "domain", "orjson"),
        ("from eventsourcing.application import Application", "domain",
         "eventsourcing.application.Application"),
        ("import eventsourcing", "domain", "eventsourcing"),
    ],
)  # fmt: skip
def test_the_walk_finds_each_kind_of_broken_rule(source: str, package: str, broken: str) -> None:
    assert broken_rules(source, package) == {broken}


@pytest.mark.parametrize(
    ("source", "package"),
    [
        ("from domain.search import Search\nimport coordinator.clock", "web"),
        ("from numba import njit", "projections.belief"),
        ("from __future__ import annotations\nimport numpy as np\nfrom shapely import box",
         "domain"),
        ("from eventsourcing.domain import Aggregate\nimport datetime", "domain.teams"),
        ("from .window import _left\nfrom domain.window import _right", "domain"),
        ("import fastapi\nfrom domain.search import Search\nSearch().__class__", "web"),
    ],
)  # fmt: skip
def test_the_walk_leaves_alone_what_the_rules_allow(source: str, package: str) -> None:
    assert broken_rules(source, package) == set()

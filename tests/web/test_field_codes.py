"""Whatever can be wrong with a field has a code, and every code has words in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORDS = (ROOT / "web/client/src/i18n/fieldErrors.ts").read_text("utf8").partition("const FIELDS")[0]
SPOKEN = set(re.findall(r"^  (\w+): (?:\{|bounds)", WORDS, re.MULTILINE))
CODE_AT = {"invalid": 2, "PydanticCustomError": 0}
"""By call: which argument is the code."""


def codes() -> Iterator[tuple[str, str]]:
    """Every code that the service's own checks give a field, and where."""
    for package in ("domain", "coordinator", "web"):
        for file in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf8"))):
                name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
                if not isinstance(node, ast.Call) or name not in CODE_AT:
                    continue
                told = node.args[CODE_AT[name] : CODE_AT[name] + 1]
                if told and isinstance(told[0], ast.Constant):
                    yield str(told[0].value), f"{file.relative_to(ROOT)}:{node.lineno}"


@pytest.mark.parametrize(("code", "where"), sorted(dict(codes()).items()))
def test_a_code_has_words_in_both_languages(code: str, where: str) -> None:
    assert code in SPOKEN, where


def test_codes_are_found_where_they_are_given() -> None:
    assert {"out_of_range", "not_one_of", "half_a_place", "wrong_form"} <= {c for c, _ in codes()}


def test_every_code_is_told_in_the_description_of_the_interface() -> None:
    described = (ROOT / "docs/api.md").read_text("utf8")
    missing = [code for code in SPOKEN if not code.startswith("unknown_") and code not in described]
    assert not missing

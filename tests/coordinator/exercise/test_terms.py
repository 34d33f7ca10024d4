import argparse

import pytest

from coordinator.command_line.exercise import add_options, terms_of
from coordinator.command_line.failure import CommandFailed
from coordinator.exercise.terms import Terms


def given(*arguments: str) -> Terms:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return terms_of(parser.parse_args(arguments))


def test_without_options_the_terms_are_those_shipped() -> None:
    assert given() == Terms()


def test_every_option_is_taken_over() -> None:
    told = given(
        "--seed", "7", "--speed", "20", "--report-after-min", "90", "--hours", "2",
        "--teams", "3", "--officers", "2", "--cameras", "50",
    )  # fmt: skip
    assert told == Terms(7, 20.0, 90.0, 2.0, 3, 2, 50)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--teams", "0"), "--teams"),
        (("--officers", "99"), "--officers"),
        (("--cameras", "0"), "--cameras"),
        (("--hours", "nan"), "--hours"),
        (("--hours", "10", "--report-after-min", "300"), "--hours"),
        (("--speed", "-1"), "--speed"),
        (("--seed", "-1"), "--seed"),
        (("--report-after-min", "inf"), "--report-after-min"),
        (("--area", "a", "--file", "b.osm"), "--area"),
    ],
)
def test_numbers_that_cannot_be_are_named_in_one_line(
    arguments: tuple[str, ...], named: str
) -> None:
    with pytest.raises(CommandFailed) as failed:
        given(*arguments)
    assert str(failed.value).startswith(named)
    assert "\n" not in str(failed.value)

"""The client's types are checked against what the service sends, and that is written down anew."""

from tests.web.server_types import FILE, by_example, everything, merged, typescript


def test_the_types_written_down_are_those_of_the_service() -> None:
    told = "run `python -m tests.web.server_types` and look at what the client makes of it"
    assert FILE.read_text("utf8") == everything(), told


def test_examples_of_the_same_thing_have_one_shape() -> None:
    shape = merged(
        by_example(each) for each in ({"a": 1, "b": None}, {"a": 2.5, "b": [True]}, {"a": 3})
    )
    assert typescript(shape) == "{\n  a: number;\n  b?: boolean[];\n}"


def test_what_no_example_shows_is_unknown() -> None:
    assert typescript(by_example({"a": [], "b": None})) == "{\n  a: unknown[];\n  b: unknown;\n}"


def test_keys_that_are_ids_are_not_told_one_by_one() -> None:
    shape = by_example({"cameras": {"C1": {"pod": 0.5}, "C2": {"pod": 1}}})
    assert typescript(shape) == "{\n  cameras: Record<string, {\n    pod: number;\n  }>;\n}"

"""What is wrong with one field: a stable code and what was expected, for people of any language."""

from collections.abc import Mapping
from typing import Any

from domain.refusal import Refusal

_CODES = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "string_type": "not_text",
    "string_unicode": "not_text",
    "string_too_short": "too_short",
    "too_short": "too_few",
    "string_too_long": "too_long",
    "too_long": "too_many",
    "string_pattern_mismatch": "wrong_form",
    "literal_error": "not_one_of",
    "enum": "not_one_of",
    "union_tag_invalid": "not_one_of",
    "float_type": "not_a_number",
    "float_parsing": "not_a_number",
    "finite_number": "not_a_number",
    "int_type": "not_a_whole_number",
    "int_parsing": "not_a_whole_number",
    "int_parsing_size": "not_a_whole_number",
    "int_from_float": "not_a_whole_number",
    "bool_type": "not_yes_or_no",
    "bool_parsing": "not_yes_or_no",
    "list_type": "not_a_list",
    "tuple_type": "not_a_list",
    "dict_type": "not_an_object",
    "model_type": "not_an_object",
    "model_attributes_type": "not_an_object",
    "uuid_type": "wrong_form",
    "uuid_parsing": "wrong_form",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than": "out_of_range",
    "less_than_equal": "out_of_range",
    "not_a_time": "not_a_time",
    "time_out_of_range": "time_out_of_range",
    "not_a_place": "not_a_place",
    "half_a_place": "half_a_place",
    "not_a_fix": "not_a_fix",
    "not_in_order": "not_in_order",
    "streets_or_track": "streets_or_track",
    "not_plain": "not_plain",
    "too_large": "too_large",
}
"""Kinds of error of the checks of bodies and queries, and our stable codes for them."""

_VALUES = {
    "ge": "at_least",
    "gt": "above",
    "le": "at_most",
    "lt": "below",
    "min_length": "at_least",
    "max_length": "at_most",
    "fix": "fix",
}
OTHERWISE = "invalid_value"


def field_error(error: Mapping[str, Any]) -> dict[str, Any]:
    """One error of a body or a query, as it is told."""
    code = _CODES.get(str(error["type"]), OTHERWISE)
    context: Mapping[str, Any] = error.get("ctx") or {}
    expected: dict[str, Any] = {
        ours: context[theirs]
        for theirs, ours in _VALUES.items()
        if isinstance(context.get(theirs), int | float)
    }
    if code == "not_one_of":
        told = context.get("expected") or context.get("expected_tags") or ""
        expected["one_of"] = _listed(str(told))
    # What a check of ours said, without the kind of exception it said it with.
    message = str(error["msg"]).removeprefix("Value error, ")
    return _told(field_name(error["loc"]), message, code, expected)


def refused_field(refusal: Refusal) -> dict[str, Any]:
    """The field that a refusal concerns, as it is told."""
    return _told(refusal.field, refusal.detail, refusal.reason or refusal.code, refusal.expected)


def field_name(location: tuple[int | str, ...]) -> str:
    """The name of a field as the sender knows it: without where it was found."""
    inner = location[1:] if len(location) > 1 else location
    return ".".join(str(part) for part in inner)[:200]


def _told(field: str, message: str, code: str, expected: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"field": field, "message": message, "code": code}
    return {**told, "expected": dict(expected)} if expected else told


def _listed(text: str) -> list[str]:
    """The words of `'a', 'b' or 'c'`."""
    return text.split("'")[1::2]

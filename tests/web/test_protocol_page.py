"""Given the protocol page, then it shows every message, and each as the service accepts it."""

import json
import re
from pathlib import Path
from types import UnionType
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from web.live.messages import CLIENT, SERVER, ClientMessage, ServerMessage

PAGE = Path(__file__).resolve().parents[2] / "docs" / "protocol.md"


def sections() -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """The examples of both directions: (heading, JSON)."""
    text = PAGE.read_text(encoding="utf-8")
    found = {}
    for title in ("server", "client"):
        part = text.split(f"## Messages of the {title}\n")[1].split("\n## ")[0]
        examples = re.findall(r"^### (.+?)\n.*?```json\n(.*?)```", part, re.DOTALL | re.MULTILINE)
        found[title] = [(heading, json.loads(example)) for heading, example in examples]
    return found


def types_of(union: Any) -> set[str]:
    """The types of a discriminated union."""
    inner = get_args(union)[0]
    assert isinstance(inner, UnionType)
    return {get_args(each.model_fields["type"].annotation)[0] for each in get_args(inner)}


DIRECTIONS = [("server", SERVER, ServerMessage), ("client", CLIENT, ClientMessage)]


@pytest.mark.parametrize(("title", "adapter", "union"), DIRECTIONS)
def test_every_message_is_documented_by_an_example_that_is_valid(
    title: str, adapter: TypeAdapter[Any], union: Any
) -> None:
    examples = sections()[title]
    for heading, example in examples:
        assert heading.split(" ")[0] == example["type"]
        adapter.validate_python(example)
    assert [example["type"] for _, example in examples] == sorted(
        types_of(union), key=[example["type"] for _, example in examples].index
    )


@pytest.mark.parametrize("adapter", [SERVER, CLIENT])
def test_a_message_with_a_field_that_is_not_documented_is_invalid(
    adapter: TypeAdapter[Any],
) -> None:
    example = next(e for _, e in sections()["server" if adapter is SERVER else "client"])
    with pytest.raises(ValidationError):
        adapter.validate_python({**example, "more": 1})


def test_every_close_code_is_documented() -> None:
    from web.live.client import RESYNC
    from web.security import socket

    text = PAGE.read_text(encoding="utf-8")
    for code in (
        RESYNC, socket.NOT_SIGNED_IN, socket.NOT_A_MEMBER, socket.NO_SUCH_SEARCH, socket.REVOKED,
    ):  # fmt: skip
        assert f"| {code} |" in text

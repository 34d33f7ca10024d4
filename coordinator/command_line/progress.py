"""How far a long command has come, on standard error."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def progress(what: str, total: int, *, bar_only: bool = False) -> Iterator[Callable[[int], None]]:
    """To be told of each so many that are done: a bar on a terminal, else a line for each 5 %,
    or nothing there with `bar_only`."""
    console = Console(stderr=True)
    columns = (
        TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    step = max(1, total // 20)
    done = 0
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=total)

        def advance(more: int) -> None:
            nonlocal done
            told, done = done // step, done + more
            if console.is_terminal:
                # Drawing takes longer than what it tells of, where that is an event.
                if done // step > told or done >= total:
                    bar.update(task, completed=done)
            elif done // step > told and not bar_only:
                sys.stderr.write(f"{done} of {total} {what}\n")

        yield advance

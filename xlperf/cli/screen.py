"""What every command shares: consoles, the progress bar, severity colours."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from xlperf.model.finding import Severity

COLOURS = {Severity.ERROR: "red", Severity.CONFIRM: "yellow", Severity.NOTICE: "cyan"}


def output() -> Console:
    """Standard output; wide enough to be read by a person when it is a pipe."""
    console = Console()
    return console if console.is_terminal else Console(width=140)


def errors() -> Console:
    """Standard error."""
    return Console(stderr=True)


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Callable[[int], Callable[[], None]]]:
    """A bar on standard error: call with the number of steps, then what comes back after each step."""
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TextColumn("剩余"), TimeRemainingColumn())
    with Progress(*columns, console=errors(), transient=True, disable=quiet) as bar:

        def start(total: int) -> Callable[[], None]:
            task = bar.add_task(label, total=total)
            return lambda: bar.advance(task)

        yield start

"""What every command shares: consoles, the progress bar, severity colours, file names on one line."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from xlperf.model.finding import Severity

if TYPE_CHECKING:
    from xlperf.usecases.gathering import Missed

COLOURS = {Severity.ERROR: "red", Severity.CONFIRM: "yellow", Severity.NOTICE: "cyan"}


def output() -> Console:
    """Standard output; wide enough to be read by a person when it is a pipe."""
    console = Console()
    return console if console.is_terminal else Console(width=140)


def errors() -> Console:
    """Standard error."""
    return Console(stderr=True)


def shown(name: Path | str) -> str:
    """A file name as one line that can be printed: line breaks, control characters, broken bytes as \\n, \\x1b, \\xb5."""
    return "".join(c if c.isprintable() or c == "\u3000" else ascii(c)[1:-1].replace("\\udc", "\\x") for c in str(name))


def say(text: str) -> None:
    """One line on standard error, also when the command is to be quiet."""
    errors().print(text, soft_wrap=True, highlight=False, markup=False)


def say_missed(missed: Sequence["Missed"]) -> None:
    """What stands in the folders given and was not counted."""
    for one in missed:
        say(f"没有读 {shown(one.path)}：{one.reason}")


class _Rate(ProgressColumn):
    """Steps a second, of late."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} 个/秒" if task.speed else "")


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Callable[[int], Callable[[], None]]]:
    """A bar on standard error, with the rate and the time that remains: call with the number of steps, then what comes back after each step."""
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), _Rate(), TextColumn("剩余"), TimeRemainingColumn())
    with Progress(*columns, console=errors(), transient=True, disable=quiet) as bar:

        def start(total: int) -> Callable[[], None]:
            task = bar.add_task(label, total=total)
            return lambda: bar.advance(task)

        yield start

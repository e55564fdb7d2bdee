"""校验 by a real click on a book of 20 project forms in LibreOffice; and what of it is the engine: `make bench`.

Prints seconds, best and middle of several warm presses. No test: a time is no truth about another machine.
"""

import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.clicks.clerk import a_clerk
from xlperf.functions.registry import all_functions
from xlperf.macrobooks.build import buttons_of
from xlperf.macrobooks.form_book import write_form_book
from xlperf.model.load import load_edition
from xlperf.model.sample import sample
from xlperf.model.submission import Submission
from xlperf.rules import check
from xlperf.workbook.read import read_submission

PROJECTS, PRESSES = 20, 7


def twenty() -> Submission:
    """The faultless sample with its projects over and over."""
    given = sample("yueyang_2023")
    first = given.of("project")[0]
    more = tuple(replace(first, ordinal=n, sheet=f"附件3-{n}") for n in range(3, PROJECTS + 1))
    return replace(given, forms=(*given.forms, *more))


def main() -> None:
    """Build the book, press, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = folder / "二十个项目.xlsm"
        edition = load_edition("yueyang_2023")
        write_form_book(edition, book, buttons_of("form"), all_functions(), fill=twenty())
        reading, checking = _engine(book)
        clicked = _clicks(book, folder)
        print(f"20 project forms: reading a copy {reading:.3f} s, rules {checking:.3f} s (best of {PRESSES})")
        print(
            f"校验 by click, warm: best {min(clicked):.2f} s, middle {statistics.median(clicked):.2f} s of {len(clicked)}"
        )


def _engine(book: Path) -> tuple[float, float]:
    reading, checking = [], []
    for _ in range(PRESSES):
        start = time.perf_counter()
        submission = read_submission(book)
        middle = time.perf_counter()
        check(submission)
        reading.append(middle - start)
        checking.append(time.perf_counter() - middle)
    return min(reading), min(checking)


def _clicks(book: Path, folder: Path) -> list[float]:
    with a_clerk(folder) as clerk:
        clerk.open(book)
        clerk.click("校验", "附件2", seconds=180)
        times = []
        for _ in range(PRESSES):
            times.append(clerk.timed("校验", "附件2"))
        clerk.close()
    return times


if __name__ == "__main__":
    main()

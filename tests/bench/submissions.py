"""Generated submissions (生成的报送件): as many realistic filled workbooks as wanted, the same each time.

    python -m tests.bench.submissions FOLDER 1000 [SEED [WORKERS]]

Every file is our template as a unit sends it back: its own unit, 1–6 projects, money that adds up, some 80 indicators,
long texts. A third has slips as clerks make them. `Made` says of each what it is.
"""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.bench import texts
from tests.bench.contents import Drawn, draw_contents
from tests.bench.moulds import mould
from tests.bench.slips import mistaken, questionable, with_slips

SEED = 20240320
_PROJECTS, _OFTEN = (1, 2, 3, 4, 5, 6), (30, 28, 18, 12, 8, 4)


@dataclass(frozen=True, slots=True)
class Made:
    """One workbook: its file's name, its bytes, whose it is, and the slips that are in it (none: it is clean)."""

    file: str
    content: bytes
    unit: str
    projects: tuple[str, ...]
    slips: tuple[str, ...]


def unit_name(number: int) -> str:
    """A unit of a place; no two numbers give the same."""
    town, office = (
        texts.TOWNS[number % len(texts.TOWNS)],
        texts.OFFICES[number // len(texts.TOWNS) % len(texts.OFFICES)],
    )
    round_ = number // (len(texts.TOWNS) * len(texts.OFFICES))
    return f"{town}市{office}{f'第{round_ + 1}分局' if round_ else ''}"


def make(number: int, seed: int = SEED) -> Made:
    """The workbook of this number."""
    draw = Random(f"{seed} {number}")
    unit = unit_name(number)
    drawn = with_slips(draw, draw_contents(draw, unit, texts.project_names(draw, _count(draw))))
    return made(drawn, f"{number:06d}_{unit}.xlsx", _saved(draw))


def make_for(unit: str, key: str, saved: str, file: str, *, mistake: bool = False, version: int = 1) -> Made:
    """A workbook of a unit named; the same key gives the same figures.

    With a grave mistake, or without errors, though not always without questions. A later version says otherwise what was done, and was signed later.
    """
    draw = Random(key)
    drawn = draw_contents(draw, unit, texts.project_names(draw, _count(draw)))
    if version > 1:
        drawn.forms["dept", 1]["goal_actual"] = texts.goal(Random(f"{key} {version}"), 500, done=True)
        for content in drawn.forms.values():
            content["sign_date"] = f"2024年4月{version}日"
    return made(mistaken(draw, drawn) if mistake else questionable(draw, drawn), file, saved)


def made(drawn: Drawn, file: str, saved: str) -> Made:
    """Contents as a workbook."""
    content = mould(len(drawn.projects)).cast(drawn, saved)
    return Made(file, content, drawn.unit, drawn.projects, tuple(drawn.slips))


def write_submissions(
    folder: Path, count: int, seed: int = SEED, workers: int = 1
) -> list[tuple[str, tuple[str, ...]]]:
    """Write the first `count` workbooks into a folder; (file, slips) of each."""
    folder.mkdir(parents=True, exist_ok=True)
    shares = [range(n, count, workers) for n in range(workers)]
    if workers == 1:
        return list(_write(folder, shares[0], seed))
    with ProcessPoolExecutor(workers) as pool:
        jobs = [pool.submit(_write_all, folder, share, seed) for share in shares]
        return sorted(one for job in jobs for one in job.result())


def _write_all(folder: Path, numbers: range, seed: int) -> list[tuple[str, tuple[str, ...]]]:
    return list(_write(folder, numbers, seed))


def _write(folder: Path, numbers: range, seed: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    for number in numbers:
        one = make(number, seed)
        (folder / one.file).write_bytes(one.content)
        yield one.file, one.slips


def _count(draw: Random) -> int:
    return draw.choices(_PROJECTS, _OFTEN)[0]


def _saved(draw: Random) -> str:
    return f"2024-03-{draw.randint(1, 28):02d}T{draw.randint(0, 10):02d}:{draw.randint(0, 59):02d}:{draw.randint(0, 59):02d}Z"


def main() -> None:
    """Write, and say how many and how large."""
    given = [int(text) for text in sys.argv[2:]]
    folder, count = Path(sys.argv[1]), given[0]
    seed, workers = (*given[1:], *(SEED, 1)[len(given) - 1 :])
    start = time.perf_counter()
    written = write_submissions(folder, count, seed, workers)
    sizes = sorted((folder / file).stat().st_size / 1024 for file, _ in written)
    slipped = sum(bool(slips) for _, slips in written)
    seconds = time.perf_counter() - start
    print(
        f"{count} files, {slipped} with slips, {sizes[0]:.0f}–{sizes[-1]:.0f} KB, {seconds:.1f} s, {count / seconds:.0f} a second"
    )


if __name__ == "__main__":
    main()

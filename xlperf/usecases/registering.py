"""Register (应报单位登记表): write an empty one, or one that holds the units found in a folder; read it."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from xlperf.model.register import Register, RegisteredProject, RegisteredUnit
from xlperf.model.submission import Submission
from xlperf.model.values import squeeze, tidy
from xlperf.usecases.checking import check_files
from xlperf.usecases.gathering import gather
from xlperf.usecases.outputs import replacing
from xlperf.workbook.product import REGISTER
from xlperf.workbook.register import reading
from xlperf.workbook.register.template import write_register


def make_register(
    out: Path,
    folder: Path | None = None,
    *,
    year: int | None = None,
    seen: Callable[[int], Callable[[], None]] | None = None,
) -> Register:
    """Write the register to `out`; with the units and projects of the submissions in `folder`, if one is given.

    What was written comes back; its notes tell which files named no unit or could not be read. `seen` as for roll_up.
    Raises OperatorError where `folder` is not there or `out` cannot be written.
    """
    register = Register((), year)
    if folder is not None:
        files = gather([folder]).files
        step = seen(len(files)) if seen else lambda: None
        found: list[Submission] = []
        left: list[str] = []
        for checked in check_files([path for path in files if path.resolve() != out.resolve()], step):
            if checked.submission is not None and checked.submission.unit:
                found.append(checked.submission)
            else:
                left.append(f"{checked.path.name}：{checked.refused or '表上没有写单位名称'}")
        register = replace(register_of(found, year), notes=tuple(left))
    with replacing(out, kind=REGISTER) as part:
        write_register(part, register.units, register.year)
    return register


def register_of(submissions: Iterable[Submission], year: int | None = None) -> Register:
    """The units that sent something, each once, with their projects; by name. `year`: else the one most files are for.

    Names that are alike are not put together: whether they are one unit, the officer knows.
    """
    units: dict[str, tuple[str, dict[str, str]]] = {}
    years: Counter[int] = Counter()
    for submission in submissions:
        _, projects = units.setdefault(squeeze(submission.unit), (tidy(submission.unit), {}))
        for form in submission.of("project"):
            if name := form.text("name"):
                projects.setdefault(squeeze(name), "".join(name.split()))
        years.update([submission.year] if submission.year else [])
    made = tuple(
        RegisteredUnit("".join(name.split()), projects=tuple(map(RegisteredProject, projects.values())))
        for _, (name, projects) in sorted(units.items())
    )
    return Register(made, year or (max(years, key=lambda one: (years[one], one)) if years else None))


def read_register(path: Path) -> Register:
    """Read the register. Raises OperatorError with all its faults (Chinese, each with sheet and cell)."""
    return reading.read_register(path)

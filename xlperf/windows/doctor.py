"""xlperf doctor: every check of this machine, in the order in which a person would look."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath

from xlperf.windows.check import Check, State
from xlperf.windows.checks import addin, excel, libreoffice, python, trust, xlwings
from xlperf.windows.checks.paths import check_paths, check_workbooks
from xlperf.windows.machine import Kind, Machine

CheckFunction = Callable[[Machine], Iterator[Check]]

EVERYWHERE: tuple[CheckFunction, ...] = (python.check_python, xlwings.check_package)
WINDOWS: tuple[CheckFunction, ...] = (
    excel.check_excel,
    excel.check_wps,
    xlwings.check_library,
    xlwings.check_interpreter,
    xlwings.check_conda,
    addin.check_addin,
    addin.check_disabled,
    trust.check_macros,
    trust.check_addin_policy,
    trust.check_locations,
    check_paths,
    libreoffice.check_libreoffice,
)
MAC: tuple[CheckFunction, ...] = (
    excel.check_mac_excel,
    xlwings.check_interpreter,
    xlwings.check_applescript,
    addin.check_addin,
    libreoffice.check_libreoffice,
)
LINUX: tuple[CheckFunction, ...] = (libreoffice.check_libreoffice, libreoffice.check_fonts)

CHECKS = {Kind.WINDOWS: WINDOWS, Kind.MAC: MAC, Kind.LINUX: LINUX}


def diagnose(machine: Machine, workbooks: Sequence[PurePath] = ()) -> list[Check]:
    """All checks that apply here; `workbooks` are files and folders the user asks about."""
    checks = [check for function in (*EVERYWHERE, *CHECKS[machine.kind]) for check in function(machine)]
    return [*checks, *check_workbooks(machine, workbooks)]


def healthy(checks: Iterable[Check]) -> bool:
    """Nothing is wrong (有误); what only deserves attention does not count."""
    return all(check.state is not State.WRONG for check in checks)

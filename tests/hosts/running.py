"""The hosts that this machine has, started for tests: xlwings apps that stay up for a whole test run.

LibreOffice is expected everywhere but on Windows: where it is missing, the tests fail and say what to install. Excel is
there when Excel itself answers. Nothing is skipped: a host that the machine lacks makes no tests.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest
import xlwings as xw

from xlperf.buttons.desk import Desk

END_SECONDS = 20
MACROS_ALLOWED = 4
"""com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN"""


@contextmanager
def running_office(
    profile: Path, *, headless: bool = True, environment: dict[str, str] | None = None
) -> Iterator[xw.App]:
    """A LibreOffice of one's own: own profile, own pipe. Give a DISPLAY in `environment` when it is to have windows."""
    from xlperf.hosts.libreoffice import connect

    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.fail(
            "LibreOffice is not installed; these tests need it. On Debian, as root:\n    apt-get install -y "
            "--no-install-recommends libreoffice-calc python3-uno libreoffice-script-provider-python",
            pytrace=False,
        )
    pipe = f"xlperf-{os.getpid()}-{abs(hash(profile))}"
    command = [
        program,
        *(["--headless"] if headless else []),
        *("--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"),
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        f"--accept=pipe,name={pipe};urp",
    ]
    # In the C locale LibreOffice cannot open a file whose name is Chinese.
    settings = {**os.environ, "LC_ALL": "C.UTF-8", **({"SAL_USE_VCLPLUGIN": "svp"} if headless else {})}
    process = subprocess.Popen(
        command,
        env={**settings, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # soffice is a script around the real program: both must go
    )
    try:
        app = connect(pipe, seconds=120)
        app.impl.macro_mode = MACROS_ALLOWED
        yield app
        app.quit()
        process.wait(END_SECONDS)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def running_excel() -> Iterator[xw.App]:
    """An Excel of one's own, unseen."""
    app = xw.App(visible=False, add_book=False)
    try:
        yield app
    finally:
        app.quit()


def available() -> list[str]:
    """Names of the hosts on this machine."""
    if sys.platform == "win32":
        return ["excel"] if "excel" in xw.engines.engines_by_name else []
    return ["libreoffice"]


def start(host: str, folder: Path) -> AbstractContextManager[xw.App]:
    """Start a host by name; what it needs on disk goes into `folder`."""
    return running_office(folder) if host == "libreoffice" else running_excel()


def desk_maker(host: str) -> Callable[[xw.Book], Desk]:
    """The class of desks for a host."""
    if host == "libreoffice":
        from xlperf.hosts.libreoffice import LibreOfficeDesk

        return LibreOfficeDesk
    from xlperf.hosts.excel import ExcelDesk

    return ExcelDesk

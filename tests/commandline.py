"""Run the command line in this process as a shell would, and give back what came out."""

import contextlib
import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from xlperf.cli import main


@dataclass(frozen=True)
class Run:
    """Exit code and what was printed."""

    code: int
    out: str
    err: str


def run(*arguments: str, folder: Path | None = None) -> Run:
    """xlperf ARGUMENTS, in a folder."""
    out, err = io.StringIO(), io.StringIO()
    before, argv = Path.cwd(), sys.argv
    os.chdir(folder or before)
    sys.argv = ["xlperf", *arguments]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            main()
        code = 0
    except SystemExit as stop:
        code = int(stop.code or 0)
    finally:
        os.chdir(before)
        sys.argv = argv
    return Run(code, out.getvalue(), err.getvalue())

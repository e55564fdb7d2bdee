"""The workbench (汇总工作台): where its cells are, and how a long run goes on in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.buttons.session import Session
from xlperf.errors import OperatorError

if TYPE_CHECKING:
    import xlwings as xw

NAMES = {"folder": "bench_folder", "register": "bench_register", "out": "bench_out", "result": "bench_result"}
"""defined names of the workbench's cells"""
REGISTER = "应报单位.xlsx"
"""what the register is called where it was not chosen"""
_POLL = 0.3
_SHOWN = 10


def read_cell(session: Session, what: str) -> str:
    """The text in one of the workbench's named cells. Raises OperatorError where the name is gone."""
    return str(_cell(session, what).value or "").strip()


def write_cell(session: Session, what: str, text: str) -> None:
    """Write into one of the workbench's named cells."""
    cell = _cell(session, what)
    with session.desk.unprotected(cell.sheet):
        cell.value = text


def _cell(session: Session, what: str) -> xw.Range:
    names = {name.name: name for name in session.book.names}
    if NAMES[what] not in names:
        raise OperatorError("这不是“汇总工作台”，或它的名称被删掉了；请重新取一份汇总工作台")
    return names[NAMES[what]].refers_to_range


def folder_of(session: Session) -> Path:
    """The folder chosen. Raises OperatorError where there is none."""
    text = read_cell(session, "folder")
    if not text or not Path(text).is_dir():
        raise OperatorError(f"请先点“选择文件夹”（现在填的是“{text}”，找不到）" if text else "请先点“选择文件夹”")
    return Path(text)


def register_of(session: Session) -> Path | None:
    """The register of units, if one is named. Raises OperatorError where it is not there."""
    text = read_cell(session, "register")
    if text and not Path(text).is_file():
        raise OperatorError(f"找不到登记表“{text}”。请改正“登记表”一格里的路径；不核对应报单位的，把这一格清空")
    return Path(text) if text else None


def beside(folder: Path) -> Path | None:
    """A register that lies in the folder or beside it."""
    return next((path for path in (folder.parent / REGISTER, folder / REGISTER) if path.is_file()), None)


@dataclass(frozen=True, slots=True)
class Rolled:
    """A roll-up that a button made: the workbook, what `xlperf rollup --json` printed, what it said beside it."""

    out: Path
    counts: dict[str, float]
    remarks: str


def rolled_up(session: Session, what: str, folder: Path, register: Path | None, *more: str) -> Rolled:
    """Roll up the folder as `xlperf rollup` does, `more` of its options given. Raises OperatorError as `run` does."""
    out = Path(read_cell(session, "out") or folder.parent / f"{folder.name}_汇总.xlsx")
    against = ["--register", str(register)] if register else []
    done = run(session, ["rollup", str(folder), "--out", str(out), "--json", *against, *more], what)
    return Rolled(out, _counts(done), remarks(done))


def run(session: Session, arguments: Sequence[str], what: str) -> subprocess.CompletedProcess[str]:
    """Run xlperf in a process of its own, saying every moment how long it has been at it; Esc stops it.

    Raises OperatorError where it was stopped, or ended with a message.
    """
    started = time.monotonic()
    process = subprocess.Popen(
        [python(), "-m", "xlperf", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip
    while True:
        try:
            out, err = process.communicate(timeout=_POLL)
            break
        except subprocess.TimeoutExpired:
            session.desk.status(f"{what}：已进行 {time.monotonic() - started:.0f} 秒，按 Esc 停止……")
            if session.desk.stopped():
                process.kill()
                process.communicate()
                raise OperatorError(f"{what}已停止；原来的汇总没有改动") from None
    if process.returncode not in (0, 1) and not out.strip():
        raise OperatorError(err.strip().removeprefix("错误：") or f"{what}没有做完")
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def remarks(done: subprocess.CompletedProcess[str]) -> str:
    """What xlperf said beside its result, as further lines: files that could not be read, links not followed."""
    said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    more = [f"……共 {len(said)} 条"] if len(said) > _SHOWN else []
    return "".join(f"\n{line}" for line in [*said[:_SHOWN], *more])


def python() -> str:
    """The interpreter that has xlperf; a host that embeds Python names it in XLPERF_PYTHON."""
    return os.environ.get("XLPERF_PYTHON") or sys.executable


def _counts(done: subprocess.CompletedProcess[str]) -> dict[str, float]:
    """What `xlperf rollup --json` printed."""
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found

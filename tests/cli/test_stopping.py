"""Ctrl-C during a roll-up: it stops, says so, leaves no half-written book; the next run goes on from there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.usecases.season import season
from xlperf.usecases.rolling.store import store_path

STOPPED = (130, -signal.SIGINT)
"""for a shell both are 130: Python itself ends as if killed where the signal came while it defined a class"""


def test_ctrl_c_stops_cleanly_and_the_next_run_goes_on(tmp_path: Path) -> None:
    season(tmp_path / "收件", 400)
    out = tmp_path / "汇总.xlsx"
    command = [sys.executable, "-m", "xlperf", "rollup", str(tmp_path / "收件"), "--out", str(out)]
    run = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True,
        preexec_fn=_listening,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not store_path(out).exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.15)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all of its processes
    said, faults = run.communicate(timeout=60)
    assert run.returncode in STOPPED, said + faults
    assert "已停止" in said
    assert "Traceback" not in said + faults
    assert {path.name for path in tmp_path.iterdir()} == {".样例", store_path(out).name, "收件"}
    again = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "收到 400 个文件 = 接收 400" in again.stdout
    assert out.exists()


def _listening() -> None:
    """What was started in the background, as builds are, ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)

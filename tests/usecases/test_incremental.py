"""A roll-up is made again: only what is new or changed is read, and the workbook is that of an undisturbed run."""

import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.usecases.season import season, send, touch
from xlperf.errors import OperatorError
from xlperf.usecases.rolling import memory, roll_up
from xlperf.usecases.rolling import season as seasons
from xlperf.usecases.rolling.store import Store, store_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    season(tmp_path / "收件")
    return tmp_path / "收件"


def _out(folder: Path, name: str = "汇总.xlsx") -> Path:
    return folder.parent / name


def _fresh(folder: Path) -> bytes:
    """The bytes of a run without a store, in the same place."""
    out = _out(folder, "另一本.xlsx")
    roll_up(folder, out, keep=False)
    content = out.read_bytes()
    out.unlink()
    return content


def test_a_second_run_reads_nothing_and_leaves_the_book(folder: Path) -> None:
    first = roll_up(folder, _out(folder))
    assert (first.read, first.rechecked, first.unchanged) == (12, 0, False)
    stat = _out(folder).stat()
    second = roll_up(folder, _out(folder))
    assert (second.read, second.rechecked, second.unchanged) == (0, 0, True)
    assert (second.counts, len(second.entries)) == (first.counts, 12)
    assert _out(folder).stat().st_mtime_ns == stat.st_mtime_ns


def test_only_what_is_new_or_changed_is_read(folder: Path) -> None:
    roll_up(folder, _out(folder))
    send(folder, "003.xlsx", "改名局")
    send(folder, "新.xlsx", "新来局")
    (folder / "005.xlsx").unlink()
    result = roll_up(folder, _out(folder))
    assert (result.read, result.rechecked) == (2, 0)
    assert _out(folder).read_bytes() == _fresh(folder)


def test_a_file_that_was_moved_or_touched_is_not_read_again(folder: Path) -> None:
    roll_up(folder, _out(folder))
    (folder / "镇街").mkdir()
    (folder / "001.xlsx").rename(folder / "镇街" / "一.xlsx")
    touch(folder / "002.xlsx")
    result = roll_up(folder, _out(folder))
    assert (result.read, result.rechecked) == (0, 2)
    assert _out(folder).read_bytes() == _fresh(folder)


def test_a_changed_rule_checks_again_without_reading(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roll_up(folder, _out(folder))
    for module in (seasons, memory):
        monkeypatch.setattr(module, "engine_version", lambda: "another")
    result = roll_up(folder, _out(folder))
    assert (result.read, result.rechecked) == (0, 12)
    monkeypatch.setattr(seasons, "reading_version", lambda: "another")
    for module in (seasons, memory):
        monkeypatch.setattr(module, "engine_version", lambda: "a third")
    assert roll_up(folder, _out(folder)).read == 12
    assert _out(folder).read_bytes() == _fresh(folder)


def test_a_book_that_was_removed_is_written_again(folder: Path) -> None:
    roll_up(folder, _out(folder))
    _out(folder).unlink()
    result = roll_up(folder, _out(folder))
    assert (result.read, result.unchanged) == (0, False)
    assert _out(folder).exists()


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_store_is_made_anew(folder: Path, damage: bytes) -> None:
    store_path(_out(folder)).write_bytes(damage)
    assert roll_up(folder, _out(folder)).read == 12
    assert roll_up(folder, _out(folder)).unchanged


def test_damaged_digests_are_made_anew(folder: Path) -> None:
    roll_up(folder, _out(folder))
    good = _out(folder).read_bytes()
    with sqlite3.connect(store_path(_out(folder))) as base:
        base.execute("UPDATE file SET digest = ? WHERE name = '001.xlsx'", (b"{}",))
        base.execute(
            "UPDATE reading SET data = ? WHERE sha256 = (SELECT sha256 FROM file WHERE name = '001.xlsx')", (b"x",)
        )
        base.execute("DELETE FROM about WHERE key <> 'format'")
    roll_up(folder, _out(folder))
    assert _out(folder).read_bytes() == good


def test_a_store_in_use_is_said_kindly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roll_up(folder, _out(folder))
    other = sqlite3.connect(store_path(_out(folder)))
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OperatorError, match="另一个窗口"):
        Store(store_path(_out(folder)))
    other.close()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, bytes]]:
    folder = tmp_path_factory.mktemp("kill") / "收件"
    season(folder, 30)
    yield folder, _fresh(folder)


def test_killed_at_fifty_moments_the_next_run_gives_the_same_book(undisturbed: tuple[Path, bytes]) -> None:
    """SIGKILL to the run and all its processes; the store is sometimes empty, sometimes as the last one left it."""
    folder, good = undisturbed
    out = _out(folder)
    draw = random.Random(20261121)
    started = time.monotonic()
    roll_up(folder, out)
    whole = time.monotonic() - started
    kills = 0
    for n in range(200):
        if n % 2:
            store_path(out).unlink(missing_ok=True)
        else:
            touch(draw.choice(sorted(folder.iterdir())))
        if not _killed(folder, out, draw.uniform(0, whole)):
            continue
        assert not out.exists() or out.read_bytes()[:2] == b"PK"
        roll_up(folder, out)
        assert out.read_bytes() == good, n
        kills += 1
        if kills == 50:
            break
    assert kills == 50


def _killed(folder: Path, out: Path, after: float) -> bool:
    """Whether a run was killed before it was done."""
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        try:
            roll_up(folder, out)
        finally:
            os._exit(0)
    time.sleep(after)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)

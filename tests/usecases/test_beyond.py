"""Beyond one machine: the same book from Dask's workers and from files at a URL; nothing is lost with a worker."""

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import fsspec
import pytest
from distributed import Client, LocalCluster
from openpyxl import load_workbook

from tests.commandline import Run, run
from tests.usecases.hostile import KilledAlways, KilledOnce, Older, Patch
from tests.usecases.season import season, send, touch
from xlperf.errors import OperatorError
from xlperf.usecases.rolling import cluster as clusters
from xlperf.usecases.rolling import mirror, roll_up
from xlperf.usecases.rolling.places import Folder, is_url, place_of
from xlperf.usecases.rolling.store import store_path

pytestmark = pytest.mark.xdist_group("beyond")  # what its fixtures make takes long: once, not once a process

FILES = 30


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two workers, each one process, on this machine's loopback only."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as made:
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of units, one in a folder of its own with a name that means something in URLs, and two that cannot be read."""
    folder = tmp_path_factory.mktemp("beyond") / "收件"
    season(folder, FILES - 3)
    (folder / "第1轮::补").mkdir()
    send(folder, "补.xlsx", "补报局").rename(folder / "第1轮::补" / "a#b?c [1] %20.xlsx")
    (folder / "坏.xlsx").write_bytes(b"PK no workbook")
    (folder / "说明.txt").write_text("您好", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def good(folder: Path) -> bytes:
    """The book as this machine makes it alone."""
    return _book(folder)


def _book(folder: Path | str, beside: Path | None = None, **how: Any) -> bytes:
    out = (beside or Path(folder).parent) / "汇总.xlsx"
    roll_up(folder, out, keep=False, **how)
    content = out.read_bytes()
    out.unlink()
    return content


def _by_dask(folder: Path, cluster: LocalCluster) -> tuple[Run, bytes]:
    """By the command."""
    arguments = ("--engine", "dask", "--scheduler", cluster.scheduler_address, "--no-store")
    out = folder.parent / "汇总.xlsx"
    done = run("rollup", str(folder), "--out", str(out), *arguments)
    content = out.read_bytes() if out.exists() else b""
    out.unlink(missing_ok=True)
    return done, content


@contextmanager
def _among(cluster: LocalCluster, plugin: Patch) -> Iterator[Client]:
    """What befalls its workers, also those that come in place of others."""
    with Client(cluster, set_as_default=False) as client:
        name = uuid4().hex
        client.register_plugin(plugin, name=name)
        try:
            yield client
        finally:
            client.unregister_worker_plugin(name)
            client.wait_for_workers(2)


def test_dask_gives_the_same_book(cluster: LocalCluster, folder: Path, good: bytes) -> None:
    done, book = _by_dask(folder, cluster)
    assert done.code == 0, done.err
    assert f"收到 {FILES} 个文件 = 接收 {FILES - 2} + 退回 2" in done.out
    assert book == good


def test_a_worker_killed_midway_changes_nothing(
    cluster: LocalCluster, folder: Path, good: bytes, tmp_path: Path
) -> None:
    mark = tmp_path / "killed"
    with _among(cluster, KilledOnce("013.xlsx", str(mark))) as client:
        before = client.run(_process).values()
        done, book = _by_dask(folder, cluster)
        assert done.code == 0, done.err
        assert int(mark.read_text()) in before
        client.wait_for_workers(2)
        assert int(mark.read_text()) not in client.run(_process).values()
    assert book == good


def test_a_file_that_kills_every_worker_is_the_only_one_refused(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)  # else four workers must die for each verdict
    here = tmp_path / "收件"
    season(here, 10)
    with _among(cluster, KilledAlways("004.xlsx")):
        arguments = {"engine": "dask", "scheduler": cluster.scheduler_address}
        result = roll_up(here, tmp_path / "汇总.xlsx", **arguments)
    refused = [(entry.name, entry.reason) for entry in result.entries if entry.state != "accepted"]
    assert refused == [("004.xlsx", "读这个文件时程序意外中断（可能是内存不够），请把文件交给维护者")]
    assert result.counts.accepted == 9


def test_workers_read_files_at_a_url_themselves(cluster: LocalCluster, folder: Path, tmp_path: Path) -> None:
    """Of this machine's disk by fsspec: a URL that other processes can read, too."""
    url = folder.as_uri().replace("%E6%94%B6%E4%BB%B6", "收件")
    local = _book(url, tmp_path)
    assert local == _book(url, tmp_path, engine="dask", scheduler=cluster.scheduler_address)
    assert len(local) > 10_000


def test_workers_that_do_not_see_the_files_are_refused_before_work(cluster: LocalCluster, tmp_path: Path) -> None:
    """The memory of this process is the one place they surely do not see."""
    fsspec.filesystem("memory").pipe_file("/看不见/甲.xlsx", b"x")
    with pytest.raises(OperatorError, match=r"读不到 memory://看不见/甲.xlsx.*127\.0\.0\.1|tcp://127"):
        _book("memory://看不见", tmp_path, engine="dask", scheduler=cluster.scheduler_address)


def test_workers_of_another_version_are_refused_before_work(cluster: LocalCluster, folder: Path) -> None:
    with _among(cluster, Older()):
        done, book = _by_dask(folder, cluster)
    assert done.code == 2
    assert "上的 xlperf 和这里的不一样" in done.err and "0.0.9" in done.err
    assert not book


def test_ctrl_c_leaves_nothing_behind(cluster: LocalCluster, folder: Path, tmp_path: Path, good: bytes) -> None:
    """After the first answers; then the cluster works for the next as if nothing had been."""

    def seen(_: int) -> Callable[[], None]:
        def step() -> None:
            raise KeyboardInterrupt

        return step

    with pytest.raises(KeyboardInterrupt):
        roll_up(folder, tmp_path / "汇总.xlsx", seen, engine="dask", scheduler=cluster.scheduler_address)
    assert not (tmp_path / "汇总.xlsx").exists()
    with Client(cluster, set_as_default=False) as client:
        left = client.run_on_scheduler(_state)
        assert left == ({}, [], 1), "no task, no plugin of ours, nobody but the one who asks"
    assert _by_dask(folder, cluster)[1] == good


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--engine", "dask"), "还要写调度器的地址"),
        (("--engine", "spark"), "--engine 只能是 local 或 dask"),
        (("--scheduler", "tcp://127.0.0.1:1"), "还要写 --engine dask"),
        (("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"), "连不上 Dask 调度器 tcp://127.0.0.1:1"),
        (("--engine", "dask", "--scheduler", "foo://127.0.0.1:1"), "连不上 Dask 调度器 foo://127.0.0.1:1"),
        (("--engine", "dask", "--scheduler", "随便"), "连不上 Dask 调度器 随便"),
        (("--store", "结果.xlsx"), "要以 .中间结果 结尾"),
        (("--store", "foo://x/汇总.中间结果"), "不认识 foo:// 这种地址"),
        (("--store", "memory://x/[1]/汇总.中间结果"), "不能有 * ? [ ]"),
        (("--tables", "s3://x/表"), "只能是本机的路径"),
        (("--report", "s3://x/通报"), "只能是本机的路径"),
    ],
)
def test_what_cannot_be_is_said_kindly(
    arguments: tuple[str, ...], said: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "CONNECT", 1)
    done = run("rollup", str(folder), "--out", str(tmp_path / "汇总.xlsx"), *arguments, folder=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "\n" not in done.err.strip(), "one sentence, no log of Dask's"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("foo://收件", "不认识 foo:// 这种地址"),
        ("memory://没有", "找不到文件夹 memory://没有"),
        ("memory://a::memory://b", "不能有 ::"),
        ("没有这个文件夹", "找不到文件夹 没有这个文件夹"),
    ],
)
def test_places_that_are_not_there(place: str, said: str, tmp_path: Path) -> None:
    done = run("rollup", place, "--out", "汇总.xlsx", folder=tmp_path)
    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize(("missing", "arguments"), [
    ("distributed", ("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")),
    ("fsspec.core", ("--store", "memory://库/汇总.中间结果")),
])  # fmt: skip
def test_the_extra_is_missing(missing: str, arguments: tuple[str, ...], folder: Path, tmp_path: Path) -> None:
    """In a process of its own: LibreOffice's bridge, which other tests load, finds modules that are said not to be there."""
    without = f"import sys; sys.modules[{missing!r}] = None; from xlperf.cli import main; main()"
    command = ["rollup", str(folder), "--out", str(tmp_path / "汇总.xlsx"), *arguments]
    done = subprocess.run([sys.executable, "-c", without, *command], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 2
    assert "pip install 'xlperf[cluster]'" in done.stderr


def test_a_driver_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    done = run("rollup", "s3://bucket/2023", "--out", str(tmp_path / "汇总.xlsx"))
    assert done.code == 2
    assert "缺少读写 s3:// 的程序库（Install s3fs to access S3）" in done.err


@pytest.mark.parametrize(
    "name", [r"C:\收件", r"\\server\share", "C://收件", "第1轮::补报", "s3:收件", "./s3://收件", "a#b?c", "://x"]
)
def test_names_of_folders_are_no_urls(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_url(name)
    monkeypatch.chdir(tmp_path)
    send(tmp_path / name, "甲.xlsx", "教育局")
    place = place_of(name)
    assert isinstance(place, Folder)
    assert [file.name for file in place.found((), tmp_path).given] == ["甲.xlsx"]


@pytest.fixture
def memory(folder: Path) -> Iterator[str]:
    """The same files in fsspec's memory, of the same times."""
    yield from _in_memory(folder)


def _in_memory(folder: Path) -> Iterator[str]:
    system, name = fsspec.filesystem("memory"), uuid4().hex
    for path in folder.rglob("*"):
        if path.is_file():
            at = f"/{name}/{path.relative_to(folder).as_posix()}"
            system.pipe_file(at, path.read_bytes())
            system.store[at].created = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    yield f"memory://{name}"
    system.rm(f"/{name}", recursive=True)


def test_files_in_memory_give_the_same_book_but_for_links(
    folder: Path, good: bytes, memory: str, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    ours.write_bytes(good)
    theirs.write_bytes(_book(memory, tmp_path))
    one, other = load_workbook(ours, data_only=True), load_workbook(theirs, data_only=True)
    assert one.sheetnames == other.sheetnames
    for sheet in one:
        assert list(sheet.values) == list(other[sheet.title].values), sheet.title
    with zipfile.ZipFile(theirs) as book:
        assert not [name for name in book.namelist() if b'TargetMode="External"' in book.read(name)]
        assert not [name for name in book.namelist() if b"HYPERLINK(" in book.read(name)]


def test_returns_of_files_in_memory(memory: str, tmp_path: Path) -> None:
    system = fsspec.filesystem("memory")
    result = roll_up(memory, tmp_path / "汇总.xlsx", keep=False, returns=tmp_path / "退回")
    assert result.counts.files == FILES
    assert all(one.copy.exists() for one in result.returned)
    assert system.isdir(memory)


def test_only_what_changed_at_the_url_is_read(memory: str, tmp_path: Path) -> None:
    system = fsspec.filesystem("memory")
    out = tmp_path / "汇总.xlsx"
    assert roll_up(memory, out).read == FILES
    assert roll_up(memory, out).unchanged
    changed = f"{memory}/003.xlsx"
    system.pipe_file(changed, system.cat_file(f"{memory}/004.xlsx"))
    result = roll_up(memory, out)
    assert (result.read, result.rechecked) == (1, 0)


@pytest.fixture
def store() -> Iterator[str]:
    """A URL for a store."""
    name = uuid4().hex
    yield f"memory://{name}/库/汇总.中间结果"
    fsspec.filesystem("memory").rm(f"/{name}", recursive=True)


def test_a_store_at_a_url_serves_another_machine(folder: Path, store: str, tmp_path: Path) -> None:
    here, there = folder.parent / "此处.xlsx", folder.parent / "彼处.xlsx"
    assert roll_up(folder, here, store=store).read == FILES
    good = here.read_bytes()
    result = roll_up(folder, there, store=store)
    assert (result.read, result.rechecked) == (0, 0)
    assert there.read_bytes() == good
    store_path(here).unlink()
    result = roll_up(folder, here, store=store)
    assert (result.read, result.rechecked) == (0, 0)
    for out in (here, there):
        out.unlink()
        store_path(out).unlink()


def test_a_run_that_ends_before_the_copy_goes_on_from_what_lies_here(
    folder: Path, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy there stays the older, whole one, and a copy on the way is of no use to nobody: it can be read."""
    out = tmp_path / "汇总.xlsx"
    here = tmp_path / "收件"
    files = season(here, 6)
    roll_up(here, out, store=store)
    copy = fsspec.filesystem("memory").cat_file(store)
    touch(files[0])
    send(here, "新.xlsx", "新来局")

    def lost(*_: object) -> None:
        raise OSError("no network")

    with monkeypatch.context() as broken:
        broken.setattr("fsspec.implementations.memory.MemoryFileSystem.mv", lost)
        with pytest.raises(OperatorError, match=r"没能放到 memory.*本机的一份在 .*还能用"):
            roll_up(here, out, store=store)
    assert out.exists() and fsspec.filesystem("memory").cat_file(store) == copy
    assert roll_up(here, out, store=store).unchanged


def test_copies_are_made_on_the_way(folder: Path, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "OFTEN", 0)
    monkeypatch.setattr(mirror, "SHARE", 0)
    monkeypatch.setattr("xlperf.usecases.rolling.season.PUT", 8)
    system = fsspec.filesystem("memory")

    class Lost(Exception):
        pass

    def seen(_: int) -> Callable[[], None]:
        count = iter(range(FILES))

        def step() -> None:
            if next(count) == 20:
                raise Lost  # the machine is gone

        return step

    with pytest.raises(Lost):
        roll_up(folder, tmp_path / "汇总.xlsx", seen, store=store)
    assert system.exists(store)
    store_path(tmp_path / "汇总.xlsx").unlink()
    assert roll_up(folder, tmp_path / "汇总.xlsx", store=store).read <= FILES - 16


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_copy_is_made_anew(damage: bytes, store: str, tmp_path: Path) -> None:
    here = tmp_path / "收件"
    season(here, 3)
    fsspec.filesystem("memory").pipe_file(store, damage)
    assert roll_up(here, tmp_path / "汇总.xlsx", store=store).read == 3
    store_path(tmp_path / "汇总.xlsx").unlink()
    assert roll_up(here, tmp_path / "汇总.xlsx", store=store).read == 0


def test_a_store_in_a_named_file(tmp_path: Path) -> None:
    here, named = tmp_path / "收件", tmp_path / "别处" / "一季.中间结果"
    season(here, 3)
    roll_up(here, tmp_path / "汇总.xlsx", store=str(named))
    assert named.exists() and not store_path(tmp_path / "汇总.xlsx").exists()
    assert roll_up(here, tmp_path / "汇总.xlsx", store=str(named)).unchanged


def test_a_file_that_could_not_be_had_is_tried_again(
    memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outage is no fault of the unit's, and not remembered: nothing has changed there, and yet it is read."""
    from fsspec.implementations.memory import MemoryFileSystem

    real = MemoryFileSystem.cat_file

    def out(self: Any, path: str, *rest: Any, **more: Any) -> Any:
        if path.endswith("005.xlsx"):
            raise TimeoutError("no answer")
        return real(self, path, *rest, **more)

    with monkeypatch.context() as broken:
        broken.setattr(MemoryFileSystem, "cat_file", out)
        result = roll_up(memory, tmp_path / "汇总.xlsx")
        refused = {entry.name: entry.reason for entry in result.entries if entry.state != "accepted"}
        assert refused["005.xlsx"].startswith("文件打不开")
    again = roll_up(memory, tmp_path / "汇总.xlsx")
    assert (again.read, again.counts.refused) == (1, 2)


def _process() -> int:
    import os

    return os.getpid()


def _state(dask_scheduler: Any) -> tuple[dict[str, str], list[str], int]:
    plugins = [name for name in dask_scheduler.worker_plugins if name.startswith("xlperf")]
    return (
        dict(dask_scheduler.tasks),
        plugins,
        len(dask_scheduler.clients) - ("fire-and-forget" in dask_scheduler.clients),
    )

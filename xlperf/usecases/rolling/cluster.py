"""Cluster (机群): shares work among the workers of a Dask scheduler, on however many machines.

The work goes to every worker once, as a plugin, also to those that come later; then only names of files travel to them,
and digests back. A worker that dies is Dask's business: others do its tasks. A task at which worker after worker dies is
split into single items, tried one at a time at the end.
"""

import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, Self, TypeVar
from uuid import uuid4

from xlperf import __version__
from xlperf.errors import OperatorError
from xlperf.usecases.rolling.pool import CHUNK
from xlperf.usecases.rolling.versions import engine_version

try:
    from distributed import Client, Future, KilledWorker, WorkerPlugin, get_worker, wait
except ImportError as fault:
    raise OperatorError(
        "没有装 Dask，用不了 --engine dask。请在每台机器上运行 pip install 'xlperf[cluster]'，版本要一致"
    ) from fault

T = TypeVar("T")
R = TypeVar("R")

CONNECT = 10
"""seconds to wait for the scheduler, and for a first worker"""
GONE = 120
"""seconds without any worker after which the run gives up"""
ROUND = 2
"""seconds to wait for an answer before looking whether there are workers still"""
AHEAD = 3
"""chunks in the air for each worker's thread"""

_LOG = logging.getLogger("distributed.client")

Program = tuple[str, str, str]


def program() -> Program:
    """Python, xlperf, and the code and definitions of xlperf: what must be the same everywhere."""
    return f"{sys.version_info.major}.{sys.version_info.minor}", __version__, engine_version()


class Cluster:
    """An Engine: the workers of a scheduler. Raises OperatorError where it cannot be reached or is not fit."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._client: Any = None
        self._level = _LOG.level
        _LOG.setLevel(logging.CRITICAL)  # what it has to say we say
        try:
            self._client = _client(address)
            self._fit()
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):  # the connection may be what failed
            self._client.close()
        _LOG.setLevel(self._level)

    def everywhere(self, question: Callable[[], R]) -> dict[str, R]:
        """The question is run on every worker."""
        answers = self._client.run(question, on_error="return")
        for worker, answer in answers.items():
            if isinstance(answer, Exception):
                raise OperatorError(
                    f"工作进程 {worker} 不能用 xlperf（{_said(answer)}）。每台机器都要装同一版本的 xlperf[cluster]"
                ) from answer
        return dict(answers)

    def _fit(self) -> None:
        """All workers run this very program."""
        try:
            self._client.wait_for_workers(1, timeout=CONNECT)
        except TimeoutError as fault:
            raise OperatorError(
                f"调度器 {self._address} 上没有工作进程。请在各台机器上运行 dask worker {self._address} --nthreads 1"
            ) from fault
        ours = program()
        for worker, theirs in sorted(self.everywhere(program).items()):
            if theirs != ours:
                raise OperatorError(_other(worker, theirs, ours))

    def spread(
        self, work: Callable[[Sequence[T]], list[R]], items: Sequence[T], died: Callable[[T], R]
    ) -> Iterator[list[R]]:
        """On all workers, also such as come later."""
        name = f"xlperf-{uuid4().hex}"
        lost: list[T] = []
        try:
            self._client.register_plugin(_Work(work), name=name)
            yield from self._run(name, [items[n : n + CHUNK] for n in range(0, len(items), CHUNK)], lost)
            for item in lost:
                alone: list[T] = []
                answers: list[list[R]] = list(self._run(name, [[item]], alone))
                yield answers[0] if answers else [died(item)]
        finally:
            with suppress(Exception):  # the connection may be what failed
                self._client.unregister_worker_plugin(name)

    def _run(self, name: str, chunks: Sequence[Sequence[T]], lost: list[T]) -> Iterator[list[Any]]:
        """Answers of chunks; items of chunks at which workers died go into `lost`."""
        waiting = iter(chunks)
        flying: dict[Future[Any], Sequence[T]] = {}
        try:
            while True:
                for chunk in islice(waiting, max(0, self._threads() * AHEAD - len(flying))):
                    flying[self._client.submit(_answer, name, program(), chunk, pure=False)] = chunk
                if not flying:
                    return
                for future in self._landed(list(flying)):
                    chunk = flying.pop(future)
                    try:
                        answer = self._answer(future)
                    except KilledWorker:
                        lost += chunk
                    else:
                        yield answer
        finally:
            with suppress(Exception):
                self._client.cancel(list(flying))

    def _threads(self) -> int:
        """Of all workers, those that just came included; at least one, who may come."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def _landed(self, flying: "Sequence[Future[Any]]") -> "Sequence[Future[Any]]":
        """Those that are done, as soon as one is."""
        since = time.monotonic()
        while True:
            try:
                with self._client.as_current():
                    return list(wait(flying, timeout=ROUND, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                if self._client.nthreads():
                    since = time.monotonic()
                elif time.monotonic() - since > GONE:
                    raise OperatorError(
                        f"调度器 {self._address} 上的工作进程都没有了。已经读过的记在中间结果里（写了 --no-store 的除外）；请启动工作进程，再汇总一次"
                    ) from None

    def _answer(self, future: "Future[Any]") -> list[Any]:
        try:
            return list(future.result())
        except KilledWorker:
            raise
        except Exception as fault:
            raise OperatorError(
                f"机群出错（{_said(fault)}）。已经读过的记在中间结果里（写了 --no-store 的除外）；请检查各台机器，再汇总一次"
            ) from fault


def _client(address: str) -> Any:
    try:
        return Client(address, timeout=CONNECT, set_as_default=False, name="xlperf")
    except Exception as fault:  # of addresses, names, sockets, certificates
        raise OperatorError(
            f"连不上 Dask 调度器 {address}（等了 {CONNECT} 秒；{_said(fault)}）。请检查地址和端口，例如 tcp://10.0.0.5:8786，"
            "并请信息管理人员确认 dask scheduler 已经启动、防火墙放行"
        ) from fault


class _Work(WorkerPlugin):
    """The work, as it lies at each worker."""

    def __init__(self, work: Callable[[Sequence[Any]], list[Any]]) -> None:
        self.work = work


def _answer(name: str, ours: Program, items: Sequence[Any]) -> list[Any]:
    """On a worker: the work for some items. Raises OperatorError on one that came with another program."""
    worker = get_worker()
    if program() != ours:
        raise OperatorError(_other(worker.address, program(), ours))
    plugin: Any = worker.plugins[name]
    return list(plugin.work(items))


def _other(worker: str, theirs: Program, ours: Program) -> str:
    what = "Python" if theirs[0] != ours[0] else "xlperf"
    return (
        f"工作进程 {worker} 上的 {what} 和这里的不一样（那里 Python {theirs[0]}、xlperf {theirs[1]} {theirs[2]}，"
        f"这里 Python {ours[0]}、xlperf {ours[1]} {ours[2]}），结果会不一致，没有开始。请在每台机器上装同一版本"
    )


def _said(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {' '.join(str(fault).split())[:200]}"

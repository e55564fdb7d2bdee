"""Pool (多进程): shares work among processes of this machine; a process that dies takes no other file along."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from xlperf.usecases.rolling.garbage import seldom

T = TypeVar("T")
R = TypeVar("R")

POOL_FROM = 24
"""items from which several processes pay for their start"""
CHUNK = 8


@dataclass(frozen=True, slots=True)
class Pool:
    """An Engine on this machine. `start`: how processes are started; "" as usual here, None: no others but this one."""

    start: str | None = ""

    def everywhere(self, question: Callable[[], R]) -> dict[str, R]:
        """There is nobody else to ask."""
        return {}

    def spread(
        self, work: Callable[[Sequence[T]], list[R]], items: Sequence[T], died: Callable[[T], R]
    ) -> Iterator[list[R]]:
        """In as many processes as there are processors."""
        processes = min(os.cpu_count() or 1, 1 + len(items) // CHUNK)
        chunks = [items[n : n + CHUNK] for n in range(0, len(items), CHUNK)]
        if len(items) < POOL_FROM or processes < 2 or self.start is None:
            yield from map(work, chunks)
            return
        lost: list[T] = []
        yield from self._run(work, chunks, processes, lost)
        for item in lost:
            alone: list[T] = []
            answers = list(self._run(work, [[item]], 1, alone))
            yield answers[0] if answers else [died(item)]

    def _run(
        self, work: Callable[[Sequence[T]], list[R]], chunks: Sequence[Sequence[T]], processes: int, lost: list[T]
    ) -> Iterator[list[R]]:
        """Answers of chunks; what a broken pool left undone goes into `lost`. Never more in the air than is soon done."""
        waiting = iter(chunks)
        context = multiprocessing.get_context(self.start or None)
        pool = ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(work,))
        flying: dict[Future[list[R]], Sequence[T]] = {}
        try:
            flying |= {pool.submit(_answer, chunk): chunk for chunk in islice(waiting, processes * 4)}
            while flying:
                future = next(as_completed(flying))
                chunk = flying.pop(future)
                try:
                    answer = future.result()
                except BrokenProcessPool:
                    lost += [item for left in (chunk, *flying.values(), *waiting) for item in left]
                    return
                following = next(waiting, None)
                if following is not None:
                    try:
                        flying[pool.submit(_answer, following)] = following
                    except BrokenProcessPool:
                        lost += following
                yield answer
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_work: Callable[[Sequence[Any]], list[Any]]
"""of this process: it comes once, not with every chunk, for a register of a province is large"""


def _begin(work: Callable[[Sequence[Any]], list[Any]]) -> None:
    """Ctrl-C is the business of the process that shares the work out."""
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seldom()


def _answer(items: Sequence[Any]) -> list[Any]:
    return _work(items)

"""Pool (多进程): shares work among processes; a process that dies takes no other file along."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

POOL_FROM = 24
"""items from which several processes pay for their start"""
CHUNK = 8


def spread(work: Callable[[Sequence[T]], list[R]], items: Sequence[T], died: Callable[[T], R]) -> Iterator[list[R]]:
    """`work` over the items, some at a time, in as many processes as there are processors; answers as they come.

    `died` answers for an item at which its process died, found out one by one. The work must not raise.
    """
    processes = min(os.cpu_count() or 1, 1 + len(items) // CHUNK)
    if len(items) < POOL_FROM or processes < 2:
        yield from (work(items[n : n + CHUNK]) for n in range(0, len(items), CHUNK))
        return
    chunks = [items[n : n + CHUNK] for n in range(0, len(items), CHUNK)]
    lost: list[T] = []
    yield from _run(work, chunks, processes, lost)
    for item in lost:
        alone: list[T] = []
        answers = list(_run(work, [[item]], 1, alone))
        yield answers[0] if answers else [died(item)]


def _run(
    work: Callable[[Sequence[T]], list[R]], chunks: Sequence[Sequence[T]], processes: int, lost: list[T]
) -> Iterator[list[R]]:
    """Answers of chunks; what a broken pool left undone goes into `lost`. Never more in the air than is soon done."""
    waiting = iter(chunks)
    pool = ProcessPoolExecutor(processes, initializer=_quiet)
    flying: dict[Future[list[R]], Sequence[T]] = {}
    try:
        flying |= {pool.submit(work, chunk): chunk for chunk in islice(waiting, processes * 4)}
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
                    flying[pool.submit(work, following)] = following
                except BrokenProcessPool:
                    lost += following
            yield answer
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _quiet() -> None:
    """Ctrl-C is the business of the process that shares the work out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

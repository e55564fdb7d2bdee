"""Engines (由谁来算): the work of a roll-up is shared among processes of this machine, or among machines by Dask."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Protocol, TypeVar

from xlperf.errors import OperatorError
from xlperf.usecases.rolling.given import Given
from xlperf.usecases.rolling.places import Place, can_read

T = TypeVar("T")
R = TypeVar("R")

LOCAL, DASK = ENGINES = ("local", "dask")


class Engine(Protocol):
    """Who does the work."""

    def everywhere(self, question: Callable[[], R]) -> dict[str, R]:
        """The answers of all who work elsewhere, by their address; a worker that cannot answer raises OperatorError."""

    def spread(
        self, work: Callable[[Sequence[T]], list[R]], items: Sequence[T], died: Callable[[T], R]
    ) -> Iterator[list[R]]:
        """`work` over the items, some at a time; answers as they come, in any order.

        `died` answers for an item at which its process died, found out one by one. The work must not raise.
        """


@contextmanager
def engine_for(place: Place, name: str, scheduler: str) -> Iterator[Engine]:
    """The engine asked for, ready to work. Raises OperatorError where it cannot be had."""
    if name not in ENGINES:
        raise OperatorError(f"没有“{name}”这种方式，--engine 只能是 {' 或 '.join(ENGINES)}")
    if name == LOCAL and scheduler:
        raise OperatorError(f"写了调度器的地址（--scheduler {scheduler}），还要写 --engine dask")
    if name == DASK and not scheduler:
        raise OperatorError("--engine dask 还要写调度器的地址，例如 --scheduler tcp://10.0.0.5:8786")
    if name == LOCAL:
        from xlperf.usecases.rolling.pool import Pool

        yield Pool(place.start)
        return
    from xlperf.usecases.rolling.cluster import Cluster

    with Cluster(scheduler) as cluster:
        yield cluster


def check_sight(engine: Engine, given: Sequence[Given]) -> None:
    """Whether all who work see the files where we see them. Raises OperatorError."""
    if not given:
        return
    look = partial(can_read, given[0].where, given[0].name)
    blind = sorted(worker for worker, seen in engine.everywhere(look).items() if not seen)
    if blind and look():
        raise OperatorError(
            f"这些工作进程读不到 {given[0].where}：{'、'.join(blind)}。文件要放在每台机器都能用同一个路径读到的地方"
            "（共享文件夹挂在同一处，或 s3://、hdfs:// 这样的地址，驱动和密钥每台机器都要配好）"
        )

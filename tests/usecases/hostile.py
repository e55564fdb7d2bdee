"""What befalls workers of a cluster in tests (Dask plugins): they go to the worker processes, so this module is light."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin

from xlperf.usecases.rolling import cluster, work


class Patch(WorkerPlugin):
    """A name of a module is another one on the workers, as long as the plugin is there."""

    module: Any
    attribute: str

    def setup(self, worker: Any) -> None:
        """Put it there."""
        self.before = getattr(self.module, self.attribute)
        setattr(self.module, self.attribute, self.patched(self.before))

    def teardown(self, worker: Any) -> None:
        """As it was."""
        setattr(self.module, self.attribute, self.before)

    def patched(self, before: Callable[..., Any]) -> Callable[..., Any]:
        """What takes the place of the attribute."""
        raise NotImplementedError

    def __reduce__(self) -> Any:
        return type(self), self.given

    given: tuple[Any, ...] = ()


class KilledOnce(Patch):
    """SIGKILL to the worker that is about to read a file, the first time that one is; `mark` then tells its process."""

    module, attribute = work, "content"

    def __init__(self, name: str, mark: str) -> None:
        self.given = (name, mark)

    def patched(self, before: Callable[..., Any]) -> Callable[..., Any]:
        """Reading."""
        name, mark = self.given

        def content(where: str, below: str) -> bytes:
            if below == name and not Path(mark).exists():
                Path(mark).write_text(str(os.getpid()))
                os.kill(os.getpid(), signal.SIGKILL)
            return bytes(before(where, below))

        return content


class KilledAlways(Patch):
    """A file at which every process ends."""

    module, attribute = work, "content"

    def __init__(self, name: str) -> None:
        self.given = (name,)

    def patched(self, before: Callable[..., Any]) -> Callable[..., Any]:
        """Reading."""
        return lambda where, below: os._exit(1) if below == self.given[0] else before(where, below)


class Older(Patch):
    """Workers of another version of xlperf."""

    module, attribute = cluster, "program"

    def patched(self, before: Callable[..., Any]) -> Callable[..., Any]:
        """The version."""
        return lambda: (before()[0], "0.0.9", "of last year")

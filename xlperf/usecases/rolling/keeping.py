"""Keeping (中间结果放在哪里): beside the roll-up, in a file the operator names, or beside it with a copy at a URL."""

from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.usecases.outputs import make_folder
from xlperf.usecases.rolling.places import is_url
from xlperf.usecases.rolling.store import SUFFIX, Store, store_path


class Keeping:
    """Where the store of the roll-up `out` is kept; `where`: as the operator says, "" beside it. Raises OperatorError."""

    def __init__(self, out: Path, where: str) -> None:
        self._mirror = None
        self._path = store_path(out)
        if where and not where.endswith(SUFFIX):  # what is no store of ours is never taken for a damaged one
            raise OperatorError(
                f"中间结果的名字要以 {SUFFIX} 结尾，例如 --store {where.rstrip('/')}/{out.stem}{SUFFIX}"
            )
        if is_url(where):
            from xlperf.usecases.rolling.mirror import Mirror

            self._mirror = Mirror(where)
        elif where:
            self._path = Path(where).resolve()
            make_folder(self._path.parent)

    def open(self, *, damaged: bool = False) -> Store:
        """The store; made anew where it was found `damaged`."""
        if damaged:
            self._path.unlink(missing_ok=True)
        return self._mirror.open(self._path, fetch=not damaged) if self._mirror else Store(self._path)

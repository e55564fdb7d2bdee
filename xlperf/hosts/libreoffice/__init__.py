"""LibreOffice as a host: an xlwings engine over UNO, so that actions written for Excel run in LibreOffice unchanged.

`connect` reaches a LibreOffice that listens on a pipe, `from_component_context` the one in which this Python runs.
Importing this package needs neither LibreOffice nor xlwings; calling it does.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlwings as xw

    from xlperf.hosts.libreoffice.desk import LibreOfficeDesk

__all__ = ["LibreOfficeDesk", "connect", "from_component_context"]


def connect(pipe: str, *, seconds: float = 60, pid: int | None = None) -> "xw.App":
    """The LibreOffice started with `--accept=pipe,name=<pipe>;urp`; waits until it answers."""
    from xlperf.hosts.libreoffice import connection

    return connection.connect(pipe, seconds=seconds, pid=pid)


def from_component_context(ctx: Any) -> "xw.App":
    """The LibreOffice that a UNO component context belongs to (inside a macro: `XSCRIPTCONTEXT.getComponentContext()`)."""
    from xlperf.hosts.libreoffice import connection

    return connection.from_component_context(ctx)


def __getattr__(name: str) -> Any:
    if name == "LibreOfficeDesk":
        from xlperf.hosts.libreoffice.desk import LibreOfficeDesk

        return LibreOfficeDesk
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""How a LibreOffice becomes an xlwings App: over a pipe, or from inside LibreOffice."""

import os
import time
import zlib

import xlwings as xw

from xlperf.errors import OperatorError
from xlperf.hosts.libreoffice.apps import App
from xlperf.hosts.libreoffice.engine import register
from xlperf.hosts.libreoffice.office import Uno, uno

PAUSE_SECONDS = 0.1


def connect(pipe: str, *, seconds: float = 60, pid: int | None = None) -> xw.App:
    """The LibreOffice that listens on `pipe`. `pid` is its process, if known: only then `App.kill` works.

    xlwings tells apps apart by their process; without one the pipe's name stands in for it.
    """
    local = uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + seconds
    while True:
        try:
            ctx = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno().getClass("com.sun.star.connection.NoConnectException") as fault:
            if time.monotonic() > until:
                raise OperatorError(f"LibreOffice 没有在管道“{pipe}”上应答（等了 {seconds:.0f} 秒）") from fault
            time.sleep(PAUSE_SECONDS)
        else:
            return _app(ctx, pid, pid if pid is not None else zlib.crc32(pipe.encode()))


def from_component_context(ctx: Uno) -> xw.App:
    """The LibreOffice in which this Python runs; the same App each time, so that it remembers its status bar."""
    engine, pid = register(), os.getpid()
    if pid in engine.impl.apps:
        engine.activate()
        return xw.App(impl=engine.impl.apps[pid])
    return _app(ctx, pid, pid)


def _app(ctx: Uno, process: int | None, key: int) -> xw.App:
    engine = register()
    app = App(ctx, process=process, pid=key)
    engine.impl.apps.put(app)
    engine.activate()
    return xw.App(impl=app)

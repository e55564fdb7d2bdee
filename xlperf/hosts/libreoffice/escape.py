"""The Esc key while an action runs (按 Esc 停止).

Inside LibreOffice an action holds the main thread: no key arrives until LibreOffice is let work for a moment. `let_work`
does that (and the window is repainted); a key handler then notes whether Esc was among what the user pressed.
"""

import importlib
from contextlib import suppress
from functools import cache
from typing import Any

from xlperf.hosts.libreoffice.office import Uno, service, uno

ESCAPE = 1281
"""com.sun.star.awt.Key.ESCAPE"""


class EscapeKey:
    """Listens for Esc between `watch` and `rest`; `inside`: this Python runs in LibreOffice itself."""

    def __init__(self, ctx: Uno, *, inside: bool) -> None:
        self._toolkit = service(ctx, "awt.Toolkit")
        self._inside = inside
        self._handler: Uno = None
        self.pressed = False

    def watch(self) -> None:
        """Begin to listen; a second call changes nothing."""
        if self._handler is None:
            self.pressed = False
            self._handler = _handler_class()(self)
            self._toolkit.addKeyHandler(self._handler)

    def rest(self) -> None:
        """Stop listening."""
        handler, self._handler = self._handler, None
        if handler is not None:
            with suppress(uno().getClass("com.sun.star.uno.Exception")):
                self._toolkit.removeKeyHandler(handler)

    def let_work(self) -> None:
        """Let LibreOffice handle what is waiting: keys, repainting."""
        if self._inside:  # seen from another process, LibreOffice works all the time
            with suppress(AttributeError):  # versions without it react when the action ends
                self._toolkit.processEventsToIdle()


@cache
def _handler_class() -> Any:
    """The class needs `uno` to be made; hence not at import."""

    base: Any = importlib.import_module("unohelper").Base
    interface: Any = uno().getClass("com.sun.star.awt.XKeyHandler")

    class Handler(base, interface):  # type: ignore[misc]
        """Told by LibreOffice of each key."""

        def __init__(self, escape: EscapeKey) -> None:
            self._escape = escape

        def keyPressed(self, event: Uno) -> bool:
            """Note Esc; the key still does what it does."""
            if event.KeyCode == ESCAPE:
                self._escape.pressed = True
            return False

        def keyReleased(self, event: Uno) -> bool:
            """Of no interest."""
            return False

        def disposing(self, event: Uno) -> None:
            """LibreOffice is ending."""

    return Handler

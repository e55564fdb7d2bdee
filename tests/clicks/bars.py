"""Where things of LibreOffice's own frame are on the screen: menu lines and toolbar buttons, by the words on them."""

import re
from collections.abc import Iterator
from typing import Any

from xlperf.hosts.libreoffice.menu import BARS

_MENU_BAR = 35
"""com.sun.star.accessibility.AccessibleRole.MENU_BAR"""
_KEY_LETTER = re.compile(r"\([A-Z]\)$")
"""which LibreOffice adds to a line of an open menu"""
_DEPTH = 3
_MOST = 60
"""children looked at: a sheet has a million"""


def places_on_bars(controller: Any) -> dict[str, tuple[int, int]]:
    """The middle of every button of our toolbars, in pixels of the screen."""
    layout = controller.Frame.LayoutManager
    places = {}
    for name in BARS:
        element = layout.getElement(f"private:resource/toolbar/addon_{name}")
        if element is not None:
            parts = _below(element.getRealInterface().getAccessibleContext(), 1)
            places.update({part.getAccessibleName(): _middle(part) for part in parts})
    return places


def place_in_menu(controller: Any, label: str) -> tuple[int, int] | None:
    """The middle of a menu or of a line of an open menu."""
    window = controller.Frame.ContainerWindow.getAccessibleContext()
    for bar in _below(window, 1):
        for part in _below(bar, _DEPTH) if bar.getAccessibleRole() == _MENU_BAR else ():
            if _KEY_LETTER.sub("", part.getAccessibleName()) == label and part.getSize().Width > 0:
                return _middle(part)
    return None


def _below(part: Any, depth: int) -> Iterator[Any]:
    for index in range(min(part.getAccessibleChildCount(), _MOST)):
        child = part.getAccessibleChild(index)
        if child is None:
            continue
        context = child.getAccessibleContext()
        yield context
        if depth > 1:
            yield from _below(context, depth - 1)


def _middle(part: Any) -> tuple[int, int]:
    corner, size = part.getLocationOnScreen(), part.getSize()
    return corner.X + size.Width // 2, corner.Y + size.Height // 2

"""The menu 绩效自评, two toolbars and a shortcut in LibreOffice Calc, out of the buttons of the registry.

They stand in the user's profile, not in a book: LibreOffice loses a book's own buttons when it saves and opens it again,
and a button beside the form scrolls out of sight with it. What they start is the user script beside them, which macro
security does not ask about; so they work in any book, wherever it lies.

Everything of ours in the settings has `xlperf` in its name; LibreOffice writes the items anew in its own way, and adds
where the user moved the toolbars to.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from xlperf.buttons.registry import Button, all_buttons
from xlperf.hosts.libreoffice import settings

MENU = "绩效自评"
BARS = {"xlperf.unit": "绩效自评", "xlperf.bureau": "绩效汇总"}
"""Toolbars: for who fills the forms (单位), for who collects them (主管部门)."""
SHORTCUT_OF = "next_finding"
SHORTCUT = "Ctrl+Shift+D"
_KEY = "D_SHIFT_MOD1"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"

_ADDONS = "/org.openoffice.Office.Addons/AddonUI"
_STATES = "/org.openoffice.Office.UI.CalcWindowState/UIElements/States"
_KEYS = f"/org.openoffice.Office.Accelerators/PrimaryKeys/Modules/org.openoffice.Office.Accelerators:Module['{_CALC}']"
_TEXT_ONLY = 1
"""com.sun.star.ui.ItemStyle: words without a picture"""
_PLACES = {"xlperf.unit": "0,9", "xlperf.bureau": "650,9"}
"""In a row of their own below LibreOffice's two, one behind the other."""


def _ours(place: str, *, node: str = "") -> re.Pattern[str]:
    """Items below a place of the settings that speak of xlperf, perhaps only those for one node."""
    inside = r"(?:(?!</item>).)*"
    return re.compile(
        rf'<item oor:path="{re.escape(place)}{inside}{re.escape(node)}{inside}xlperf.*?</item>\n?', re.DOTALL
    )


def install(profile: Path) -> bool:
    """Write menu and toolbars into the settings, and the shortcut; False when the user has given its key away.

    Where the user has moved the toolbars, they stay.
    """
    buttons = all_buttons()
    settings.replace(profile, _ours(_ADDONS), "".join([*_menu(buttons), *_bars(buttons)]))
    settings.replace(profile, _ours(_KEYS, node=_KEY), "")
    free = not re.search(
        rf'<item oor:path="{re.escape(_KEYS)}(?:(?!</item>).)*{_KEY}\b', settings.read(profile), re.DOTALL
    )
    if free:
        settings.replace(profile, _ours(_KEYS, node=_KEY), _shortcut())
    if not _ours(_STATES).search(settings.read(profile)):
        settings.replace(profile, _ours(_STATES), "".join(_looks()))
    return free


def remove(profile: Path) -> bool:
    """Take all of it away; False when there was nothing."""
    there = is_there(profile)
    for place in (_ADDONS, _KEYS, _STATES):
        settings.replace(profile, _ours(place), "")
    return there


def is_there(profile: Path) -> bool:
    """Has this profile our menu?"""
    return bool(_ours(_ADDONS).search(settings.read(profile)))


def function_name(button: str) -> str:
    """The function of the user script behind a button (user_script.py)."""
    return f"press_{button}"


def address(button: str) -> str:
    """The address under which LibreOffice starts it."""
    return f"vnd.sun.star.script:xlperf_bridge.py${function_name(button)}?language=Python&location=user"


def _bar_of(button: Button) -> str:
    return "xlperf.bureau" if button.books == {"workbench"} else "xlperf.unit"


def _menu(buttons: Sequence[Button]) -> Iterator[str]:
    lines: list[tuple[str, str]] = []
    for _, members in groupby(buttons, lambda button: button.group):
        lines += [("private:separator", "")] if lines else []
        lines += [(address(button.name), button.label) for button in members]
    entries = "".join(_entry(number, url, title) for number, (url, title) in enumerate(lines))
    content = f'{_title("Title", MENU)}{_prop("Context", _CALC)}<node oor:name="Submenu">{entries}</node>'
    yield _item(f"{_ADDONS}/OfficeMenuBar", "xlperf.menu", content)


def _bars(buttons: Sequence[Button]) -> Iterator[str]:
    for name in BARS:
        members = [button for button in buttons if _bar_of(button) == name]
        entries = "".join(_entry(number, address(b.name), b.label) for number, b in enumerate(members))
        yield _item(f"{_ADDONS}/OfficeToolBar", name, entries)


def _shortcut() -> str:
    return _item(_KEYS, _KEY, _title("Command", address(SHORTCUT_OF)))


def _looks() -> Iterator[str]:
    for name, title in BARS.items():
        content = (
            f"{_title('UIName', title)}{_prop('Visible', 'true')}{_prop('Docked', 'true')}"
            f"{_prop('DockingArea', '0')}{_prop('DockPos', _PLACES[name])}{_prop('Style', str(_TEXT_ONLY))}"
        )
        yield _item(_STATES, f"private:resource/toolbar/addon_{name}", content)


def _entry(number: int, url: str, title: str) -> str:
    """One line of a menu, one button of a toolbar; they stand in the order of their names."""
    content = _prop("URL", url)
    if title:
        content += _title("Title", title) + _prop("Target", "_self") + _prop("Context", _CALC)
    return f'<node oor:name="m{number:02}" oor:op="replace">{content}</node>'


def _item(place: str, name: str, content: str) -> str:
    return f'<item oor:path="{place}"><node oor:name="{name}" oor:op="replace">{content}</node></item>\n'


def _prop(name: str, value: str) -> str:
    return f'<prop oor:name="{name}"><value>{escape(value)}</value></prop>'


def _title(name: str, value: str) -> str:
    """A text that may differ by language: in LibreOffice, English stands in for every language that has none."""
    return f'<prop oor:name="{name}"><value xml:lang="en-US">{escape(value)}</value></prop>'

"""Ribbon (功能区): customUI of 2006, which Excel 2007 and later read; one callback takes the button's name from its tag."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import quoteattr

from xlperf.buttons.registry import BookKind, Button

SCHEMA = "http://schemas.microsoft.com/office/2006/01/customui"
TABS: dict[BookKind, str] = {"form": "绩效自评", "addin": "绩效自评", "workbench": "绩效汇总"}
_INDENT = "  "


def ribbon(buttons: Sequence[Button], kind: BookKind) -> str:
    """The part customUI.xml: a tab; the add-in also has a menu on Excel's own tab 数据, for any open book."""
    return "\n".join(_ribbon(buttons, kind)) + "\n"


def _ribbon(buttons: Sequence[Button], kind: BookKind) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    yield f"<customUI xmlns={quoteattr(SCHEMA)}><ribbon><tabs>"
    visible = ' getVisible="XlperfRibbonVisible"' if kind == "form" else ""
    yield f'<tab id="xlperf" label={quoteattr(TABS[kind])}{visible}>'
    for number, (name, members) in enumerate(groupby(buttons, lambda button: button.group), 1):
        yield f'{_INDENT}<group id="xlperf_group_{number}" label={quoteattr(name)}>'
        yield from (f"{2 * _INDENT}{_button(button, 'xlperf')}" for button in members)
        yield f"{_INDENT}</group>"
    yield "</tab>"
    if kind == "addin":
        yield from _menu(buttons)
    yield "</tabs></ribbon></customUI>"


def _menu(buttons: Sequence[Button]) -> Iterator[str]:
    label = quoteattr(TABS["addin"])
    yield '<tab idMso="TabData">'
    yield f'{_INDENT}<group id="xlperf_menu_group" label={label}>'
    yield f'{2 * _INDENT}<menu id="xlperf_menu" label={label} imageMso="ReviewAcceptChange" size="large">'
    for button in buttons:
        yield f"{3 * _INDENT}{_button(button, 'xlperf_menu', large=False)}"
    yield f"{2 * _INDENT}</menu>"
    yield f"{_INDENT}</group>"
    yield "</tab>"


def _button(button: Button, prefix: str, *, large: bool = True) -> str:
    attributes = {
        "id": f"{prefix}_{button.name}",
        "tag": button.name,
        "label": button.label,
        "screentip": button.label,
        "supertip": button.tip,
        "imageMso": button.icon,
        "onAction": "XlperfRibbon",
    }
    if large:
        attributes["size"] = "large"
    return f"<button {' '.join(f'{name}={quoteattr(value)}' for name, value in attributes.items())}/>"

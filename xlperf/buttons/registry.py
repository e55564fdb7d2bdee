"""Which buttons there are: label, help, icon, and in which books they stand."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

from xlperf.buttons import actions
from xlperf.buttons.session import Session

BookKind = Literal["form", "addin", "workbench"]
Action = Callable[[Session], str]
FORMS: frozenset[BookKind] = frozenset({"form", "addin"})
BENCH: frozenset[BookKind] = frozenset({"workbench"})
_GROUPS = ("检查", "填报", "报送", "汇总", "帮助")


@dataclass(frozen=True, slots=True)
class Button:
    """One button. `name` is ASCII (VBA), `icon` one of Office's own (imageMso), `group` a group of the ribbon.

    `action` takes the session and returns what it did, in Chinese, for the user.
    """

    name: str
    label: str
    tip: str
    icon: str
    group: str
    books: frozenset[BookKind]
    order: int
    action: Action
    quiet: bool = False
    """whether what it did is shown in the status bar only, without a box to close"""


_BUTTONS: dict[str, Button] = {}


def button(
    name: str,
    label: str,
    *,
    tip: str,
    icon: str,
    group: str,
    order: int,
    books: frozenset[BookKind] = FORMS,
    quiet: bool = False,
) -> Callable[[Action], Action]:
    """Register an action. Raises ValueError where the name is taken or the group unknown: a fault of ours."""

    def register(action: Action) -> Action:
        if name in _BUTTONS or group not in _GROUPS:
            raise ValueError(f"button {name}: taken, or unknown group {group}")
        _BUTTONS[name] = Button(name, label, tip, icon, group, books, order, action, quiet)
        return action

    return register


@cache
def all_buttons() -> tuple[Button, ...]:
    """All buttons, in the order of the ribbon."""
    for module in pkgutil.iter_modules(actions.__path__):
        import_module(f"{actions.__name__}.{module.name}")
    return tuple(sorted(_BUTTONS.values(), key=lambda b: (_GROUPS.index(b.group), b.order)))


def get_button(name: str) -> Button:
    """A button by its name. Raises KeyError."""
    return {button.name: button for button in all_buttons()}[name]

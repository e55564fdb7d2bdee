"""UNO, LibreOffice's interface for programs: finding its Python module, and the few shapes that every call needs.

`uno` comes with LibreOffice, never from a package index. It is looked for where Python looks anyway, then where Linux
distributions put it; nothing here imports it before it is needed.
"""

import importlib
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from xlperf.errors import OperatorError

Uno = Any
"""An object of LibreOffice's; UNO has no Python types."""

ELSEWHERE = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
)
"""Where `uno.py` stands when LibreOffice was installed for another Python environment of the same version."""


@cache
def uno() -> ModuleType:
    """LibreOffice's `uno` module; says in Chinese what to install when there is none."""
    try:
        return importlib.import_module("uno")
    except ImportError as fault:
        reason = fault
    for folder in ELSEWHERE:
        if Path(folder, "uno.py").is_file() and folder not in sys.path:
            sys.path.append(folder)  # behind everything else: only what nobody else offers comes from there
            try:
                return importlib.import_module("uno")
            except ImportError as fault:
                sys.path.remove(folder)
                reason = fault
    version = ".".join(map(str, sys.version_info[:2]))
    raise OperatorError(
        f"Python {version} 里没有 LibreOffice 的 uno 模块（{reason}）。"
        "Debian/Ubuntu：apt-get install python3-uno libreoffice-script-provider-python；"
        "其他系统请用 LibreOffice 自带的 Python，版本要与 xlperf 所用的相同。"
    )


def prop(name: str, value: Any) -> Uno:
    """One named argument of a UNO call."""
    item = uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    item.Name, item.Value = name, value
    return item


def struct(name: str, **fields: Any) -> Uno:
    """A UNO struct, by its name below com.sun.star, with these fields."""
    made = uno().createUnoStruct(f"com.sun.star.{name}")
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def enum(kind: str, value: str) -> Uno:
    """A value of a UNO enumeration, by its name below com.sun.star."""
    return uno().Enum(f"com.sun.star.{kind}", value)


def same_enum(value: Uno, name: str) -> bool:
    """Is this enumeration value the one of that name?"""
    return bool(value.value == name)


def file_url(path: str | Path) -> str:
    """/文件 → file:///…"""
    return str(uno().systemPathToFileUrl(str(Path(path).absolute())))


def local_path(url: str) -> str:
    """file:///… → /文件; what is no file (a server's address) stays."""
    return str(uno().fileUrlToSystemPath(url)) if url.startswith("file:") else url


def service(ctx: Uno, name: str) -> Uno:
    """A service of the running LibreOffice, by its name below com.sun.star."""
    return ctx.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", ctx)

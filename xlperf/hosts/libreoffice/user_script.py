"""xlperf 的按钮和单元格函数在 LibreOffice 里的入口。由 xlperf libreoffice install 写入用户配置，请勿手改。

A copy of this file, with the constants filled in, stands in the LibreOffice profile as a user script. It imports
nothing of xlperf's until it knows that the Python versions match, and is written so that older Pythons can read it.
"""

import datetime
import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

FOLDERS = [""]
PYTHON = (3, 11)
INTERPRETER = ""
TRUSTED = [""]
BUTTONS = ("about",)


def press(name: str = "about") -> str:
    """Run a button of the workbook in front; never raises."""
    try:
        return str(_bridge().press_button(str(name), _document()))
    except Exception as fault:
        text = f"没有做成：{fault}。详情记在 {_log(name)}"
        _tell(text)
        return text


def call(name: str, arguments: Any = ()) -> Any:
    """Work out a cell function; never raises."""
    try:
        return _bridge().call_function(str(name), tuple(arguments), _document())
    except Exception as fault:
        return f"算不了：{fault}（详情记在 {_log(name)}）"


def _document() -> Any:
    """LibreOffice puts XSCRIPTCONTEXT into this module."""
    return globals()["XSCRIPTCONTEXT"].getDocument()


def _bridge() -> Any:
    if sys.version_info[:2] != PYTHON:
        ours, theirs = (".".join(map(str, version)) for version in (PYTHON, sys.version_info[:2]))
        raise RuntimeError(f"xlperf 装在 Python {ours}，LibreOffice 用的是 Python {theirs}")
    os.environ.setdefault("XLPERF_PYTHON", INTERPRETER)  # for what runs in a process of its own
    for folder in reversed(FOLDERS):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    return importlib.import_module("xlperf.hosts.libreoffice.bridge")


def _log(name: str) -> str:
    home = os.environ.get("XLPERF_HOME")
    folder = (Path(home) if home else Path.home() / ".xlperf") / "日志"
    path = folder / f"{datetime.datetime.now():%Y%m%d-%H%M%S}-{name}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return "（日志没有写成）"
    return str(path)


def _tell(text: str) -> None:
    said = os.environ.get("XLPERF_SAID")
    if said:
        with Path(said).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"say": text}, ensure_ascii=False) + "\n")
    if said or os.environ.get("XLPERF_ANSWERS"):
        return
    uno = importlib.import_module("uno")
    context = uno.getComponentContext()
    create = context.ServiceManager.createInstanceWithContext
    frame = create("com.sun.star.frame.Desktop", context).getCurrentFrame()
    window = frame.getContainerWindow() if frame is not None else None
    kind = uno.Enum("com.sun.star.awt.MessageBoxType", "WARNINGBOX")
    create("com.sun.star.awt.Toolkit", context).createMessageBox(window, kind, 1, "绩效自评", text).execute()


def _pressing(name: str) -> Any:
    """What menu and toolbar start: they hand no button's name over, so that every button has a function."""

    def pressed(*_: Any) -> None:
        press(name)

    return pressed


for _name in BUTTONS:
    globals()["press_" + _name] = _pressing(_name)

g_exportedScripts = (press, call)

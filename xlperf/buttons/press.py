"""Press (按下按钮): run one action with a backup before, a message after, and a kind word for every fault."""

import logging
from datetime import datetime
from pathlib import Path

from xlperf.buttons.backup import keep_copy
from xlperf.buttons.desk import Desk
from xlperf.buttons.registry import get_button
from xlperf.buttons.session import Session
from xlperf.buttons.settings import home, load_settings
from xlperf.errors import OperatorError, UnreadableFile


def press(name: str, desk: Desk) -> str:
    """Run the action of a button on the open book; returns what the user was told. Never raises."""
    try:
        return _run(name, desk)
    except (OperatorError, UnreadableFile) as fault:
        return _tell(desk, str(fault))
    except Exception as fault:  # whatever it is, the clerk gets a sentence, and the maintainer the log
        return _tell(desk, f"没有做完：{_reason(fault)}。工作簿在操作前已经备份；详情记在 {_write_log(name, fault)}")


def _run(name: str, desk: Desk) -> str:
    button = get_button(name)
    settings = load_settings()
    desk.status(f"{button.label}：正在处理……")
    app = desk.book.app
    try:
        session = Session(desk, keep_copy(desk, settings), settings, button.label)
        app.screen_updating = False
        said = button.action(session)
    finally:
        app.screen_updating = True
        desk.status("")
    if button.quiet:
        desk.status(said)
        return said
    return _tell(desk, said)


def _tell(desk: Desk, text: str) -> str:
    desk.say(text)
    return text


def _reason(fault: Exception) -> str:
    if isinstance(fault, PermissionError):
        return f"文件正被别的程序打开，或没有写入权限（{fault.filename}）"
    if isinstance(fault, OSError):
        return f"文件读写出错（{fault.strerror or fault}）"
    return f"程序出错（{type(fault).__name__}）"


def _write_log(name: str, fault: Exception) -> Path:
    path = home() / "日志" / f"{datetime.now():%Y%m%d-%H%M%S}-{name}.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        formatter = logging.Formatter()
        path.write_text(formatter.formatException((type(fault), fault, fault.__traceback__)), "utf-8")
    except OSError:
        return Path("（日志没有写成）")
    return path

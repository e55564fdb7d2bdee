"""Where things lie: letters that Excel's VBA cannot read, OneDrive, files that Windows has blocked."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from xlperf.windows import places
from xlperf.windows.check import Check, attention, good, wrong
from xlperf.windows.checks.trust import is_trusted, trusted_folders
from xlperf.windows.machine import Kind, Machine

WITH_MACROS = {".xlsm", ".xlam"}
SUFFIXES = WITH_MACROS | {".xlsx"}
UNBLOCK = "右键文件 → 属性 → 勾选“解除锁定” → 确定"
LISTED = 5


def check_paths(machine: Machine) -> Iterator[Check]:
    """Python's path, which VBA hands to Windows in the ANSI code page; OneDrive, which may take files offline."""
    path = machine.python.executable
    if not _readable(path, machine.ansi):
        yield wrong(
            "路径", f"{path} 里有 Excel 宏读不了的字", r"请把 xlperf 装到只有英文字母和数字的文件夹，如 C:\xlperf"
        )
    elif cloud := _cloud(machine, path):
        yield attention(
            "路径", f"{path} 在 OneDrive（{cloud}）里，文件可能被移到云端", r"请把 xlperf 装到 %LOCALAPPDATA%\xlperf"
        )
    elif not str(path).isascii():
        yield attention(
            "路径", f"{path} 里有中文，一般能用", r"按钮没有反应时，把 xlperf 装到只有英文字母和数字的文件夹"
        )
    else:
        yield good("路径", str(path))
    blocked = [book for book in places.shipped_workbooks(machine) if machine.zone(book) is not None]
    if blocked:
        yield attention("模板", f"{_some(blocked)} 被 Windows 锁定（来自网络）", UNBLOCK)


def check_workbooks(machine: Machine, asked: Iterable[PurePath]) -> Iterator[Check]:
    """Files and folders a user asks about: blocked, in the cloud, trusted?"""
    for path in asked:
        books = [path] if path.suffix.lower() in SUFFIXES else _books(machine, path)
        name = path.name or str(path)
        if not books or machine.read(books[0], 0) is None:
            yield wrong(name, f"{path} 里没有工作簿", "请写 .xlsx 或 .xlsm 文件，或者放着它们的文件夹")
            continue
        blocked = [book for book in books if machine.zone(book) is not None]
        cloud = _cloud(machine, path)
        if blocked:
            yield wrong(name, f"{_some(blocked)} 被 Windows 锁定（来自网络），宏不能运行", UNBLOCK)
        if cloud:
            yield attention(name, f"在 OneDrive（{cloud}）里，按钮可能找不到文件", "复制到本机文件夹里再打开")
        strange = [book for book in books if not _readable(book, machine.ansi)]
        if strange:
            yield attention(name, f"{_some(strange)} 的路径里有 Excel 宏读不了的字", "换成常用字的文件夹和文件名")
        if not (blocked or cloud or strange):
            yield good(name, f"{len(books)} 个工作簿没有被锁定{_trust(machine, books)}")


def _trust(machine: Machine, books: list[PurePath]) -> str:
    if machine.kind is not Kind.WINDOWS or not any(book.suffix.lower() in WITH_MACROS for book in books):
        return ""
    known = list(trusted_folders(machine))
    covered = all(any(is_trusted(book.parent, known)) for book in books)
    return "，在受信任位置" if covered else "；不在受信任位置，打开时要点“启用内容”"


def _books(machine: Machine, folder: PurePath) -> list[PurePath]:
    """Workbooks in a folder; Excel's lock files are none."""
    found = machine.listing(folder)
    return [path for path in found if path.suffix.lower() in SUFFIXES and not path.name.startswith("~$")]


def _readable(path: PurePath, encoding: str) -> bool:
    try:
        str(path).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _cloud(machine: Machine, path: PurePath) -> str:
    """The OneDrive folder a path lies in."""
    for name in ("OneDriveCommercial", "OneDriveConsumer", "OneDrive"):
        folder = machine.variable(name)
        if folder and path.is_relative_to(type(path)(folder)):
            return folder
    return next((part for part in path.parts if part.lower().startswith("onedrive")), "")


def _some(paths: list[PurePath]) -> str:
    names = "、".join(path.name for path in paths[:LISTED])
    return f"{names} 等 {len(paths)} 个文件" if len(paths) > LISTED else names

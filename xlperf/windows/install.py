"""xlperf install and uninstall: two marks on a user's desk, written down, so that both can be taken away again.

1. the setting INTERPRETER_WIN (or _MAC) in the user's xlwings.conf: which Python the buttons call;
2. the add-in in Excel's start folder (on macOS also xlwings' AppleScript, without which VBA may not call Python).
"""

from collections.abc import Iterator
from pathlib import PurePath

from xlperf.errors import OperatorError
from xlperf.windows import conf, places
from xlperf.windows.machine import Kind, Machine, below
from xlperf.windows.record import Placed, Record, digest, read_record, record_path, write_record
from xlperf.windows.xlwings_parts import APPLESCRIPT

CLOSE_EXCEL = "先把 Excel 的所有窗口都关掉，再运行一次"


def install(machine: Machine, addin: PurePath | None = None) -> list[str]:
    """Set Excel up for this Python; gives back what was done, in Chinese. A second install renews the first."""
    contents = dict(_files(machine, addin))
    value = spell(machine, _interpreter(machine))
    renewed = uninstall(machine)
    path, key = places.config(machine), places.interpreter_key(machine)
    before = machine.read(path)
    if before is None and path in machine.listing(path.parent):
        raise OperatorError(f"读不了设置文件 {path}；请检查它的权限，或者先把它改名")
    change = conf.change(before or b"", key, value, machine.ansi)
    folders = _missing([path.parent, *(target.parent for target in contents)], machine)
    placed = [Placed(target, digest(content)) for target, content in contents.items()]
    try:
        for folder in folders:
            machine.make_folder(folder)
        write_record(machine, Record(path, before, change, placed, folders))
        for target, content in contents.items():
            machine.write(target, content)
        if before is not None:
            machine.write(_backup(machine), before)
        machine.write(path, change.content)
    except OSError as fault:
        uninstall(machine)
        raise OperatorError(f"写不进 {fault.filename or places.startup(machine)}；{CLOSE_EXCEL}") from fault
    said = ["已有旧的安装，先取下，再装新的"] if renewed else []
    said.append(f"{path}：{key} 已设为 {value}")
    was = conf.lookup(before or b"", key, machine.ansi)
    if was is not None and was != value:
        said.append(f"　　原来是 {was}，卸载时恢复")
    if before is not None:
        said.append(f"　　原来的设置备份在 {_backup(machine)}")
    return [*said, *(f"{target}：已放好" for target in contents)]


def uninstall(machine: Machine) -> list[str]:
    """Take away what install put there, and only that. Nothing said: nothing was installed."""
    record = read_record(machine)
    if record is None:
        return []
    try:
        said = [_take_away(machine, placed) for placed in record.files]
        said.append(_restore(machine, record))
        for ours in (_backup(machine), record_path(machine)):
            if machine.read(ours, 0) is not None:
                machine.remove(ours)
        for folder in reversed(record.folders):
            if machine.is_folder(folder) and not machine.listing(folder):
                machine.remove_folder(folder)
    except OSError as fault:
        raise OperatorError(f"动不了 {fault.filename or '加载宏'}；{CLOSE_EXCEL}") from fault
    return said


def spell(machine: Machine, path: PurePath) -> str:
    """A path as xlwings.conf may hold it. VBA reads ANSI, so a user folder in Chinese is written as a variable."""
    text = str(path)
    if text.isascii():
        return text
    if machine.kind is Kind.WINDOWS:
        for name in ("LOCALAPPDATA", "APPDATA", "USERPROFILE"):
            folder = machine.variable(name)
            rest = below(path, type(path)(folder)) if folder else None
            if rest is not None and str(rest).isascii():
                return str(type(path)(f"%{name}%") / rest)
    try:
        text.encode(machine.ansi)
    except UnicodeEncodeError as fault:
        raise OperatorError(
            f"Python 的路径 {text} 里有 Excel 宏读不了的字；请把 xlperf 装到只有英文字母和数字的文件夹里"
        ) from fault
    return text


def _interpreter(machine: Machine) -> PurePath:
    if machine.python.from_store:
        raise OperatorError(
            "这个 Python 来自微软应用商店，它写的文件 Excel 看不到；请到 python.org 下载安装包重装 Python（选“仅为我安装”）"
        )
    return machine.python.executable


def _files(machine: Machine, addin: PurePath | None) -> Iterator[tuple[PurePath, bytes]]:
    """What goes where."""
    source = addin or places.shipped_addin(machine)
    content = machine.read(source) if source else None
    if content is None:
        where = f"找不到文件 {source}" if source else f"这份 xlperf 里没有加载宏 {places.ADDIN}"
        raise OperatorError(f"{where}；请用完整的安装包重新安装，或者用 --addin 指明加载宏文件")
    yield places.startup(machine) / places.ADDIN, content
    package = machine.package_folder("xlwings")
    if machine.kind is Kind.MAC and package is not None:
        script, target = machine.read(package / APPLESCRIPT), places.scripts(machine) / APPLESCRIPT
        if script is not None and machine.read(target) != script:  # else xlwings put it there itself: not ours
            yield target, script


def _missing(folders: list[PurePath], machine: Machine) -> list[PurePath]:
    """Folders that must be made, outermost first."""
    wanted = dict.fromkeys(path for folder in folders for path in (*reversed(folder.parents), folder))
    return [path for path in wanted if not machine.is_folder(path)]


def _take_away(machine: Machine, placed: Placed) -> str:
    content = machine.read(placed.path)
    if content is None:
        return f"{placed.path}：已经不在了"
    if digest(content) != placed.digest:
        return f"{placed.path}：不是安装时放的那一份，没有动；确认不要了请自己删除"
    machine.remove(placed.path)
    return f"{placed.path}：已删除"


def _restore(machine: Machine, record: Record) -> str:
    now = machine.read(record.config)
    if now is None:
        return f"{record.config}：已经不在了"
    if now != record.change.content:
        if (undone := conf.undo(now, record.change)) != now:
            machine.write(record.config, undone)
        return f"{record.config}：已去掉 xlperf 的设置，安装之后别的改动保留"
    if record.before is None:
        machine.remove(record.config)
        return f"{record.config}：已删除（安装前没有这个文件）"
    machine.write(record.config, record.before)
    return f"{record.config}：已恢复成安装前的样子"


def _backup(machine: Machine) -> PurePath:
    path = places.config(machine)
    return path.with_name(path.name + places.BACKUP_SUFFIX)

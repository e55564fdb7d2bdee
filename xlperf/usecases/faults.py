"""Faults of the system (系统出错) in Chinese: what could not be read or written, and what to do about it."""

import traceback
from pathlib import Path

_REASONS = {
    5: "磁盘读写出错",
    24: "打开的文件太多",
    28: "磁盘已满",
    30: "磁盘是只读的",
    36: "文件名太长",
    40: "链接绕成了圈",
}
_ELSE = "系统出错"


def cannot_read(fault: Exception) -> str:
    """打不开：没有权限…"""
    if isinstance(fault, PermissionError):
        return "打不开：没有读取的权限，或正在别的程序里打开"
    if isinstance(fault, FileNotFoundError):
        return "打不开：已经不在原处"
    return f"打不开：{_reason(fault)}"


def own_fault(fault: Exception) -> str:
    """What to say of a fault of ours that a file brought to light."""
    where = traceback.extract_tb(fault.__traceback__)[-1]
    return f"本软件处理这个文件时出错（{Path(where.filename).name} 第 {where.lineno} 行），请把文件交给维护者"


def cannot_write(path: Path, fault: OSError) -> str:
    """Why, in Chinese, and what to do about it."""
    if isinstance(fault, PermissionError):
        return f"无法写入 {path}：没有权限，或文件正在别的程序里打开。请关闭后再试，或换一个文件夹"
    if isinstance(fault, FileNotFoundError | NotADirectoryError | FileExistsError):
        return f"无法写入 {path}：文件夹不存在，或路径里有一段是文件。请检查路径"
    return f"无法写入 {path}：{_reason(fault)}"


def _reason(fault: Exception) -> str:
    number = fault.errno if isinstance(fault, OSError) else None
    return _REASONS.get(number or 0, f"{_ELSE}（代码 {number}）" if number else _ELSE)

"""Outputs (输出文件): written whole or not at all, and never over somebody's work."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.workbook.product import product_of


@contextmanager
def writing(path: Path, inputs: Collection[Path] = (), *, suffix: str = ".xlsx") -> Iterator[None]:
    """Around the writing of the workbook `path`: refuses what would harm, and tells in Chinese what failed.

    Raises OperatorError where `path` is one of the inputs, a folder, without the suffix, a file that somebody else wrote or
    changed, or cannot be written.
    """
    check_output(path, inputs, suffix=suffix)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as fault:
        raise OperatorError(cannot_write(path, fault)) from fault


def check_output(path: Path, inputs: Collection[Path] = (), *, suffix: str = ".xlsx") -> None:
    """Refuse an output path that would harm. Raises OperatorError."""
    if path.is_dir():
        raise OperatorError(f"{path} 是一个文件夹，请写出文件名，例如 {path / '结果.xlsx'}")
    _check_folders(path.parent)
    if path.suffix.lower() != suffix:
        raise OperatorError(f"输出文件要以 {suffix} 结尾：{path}")
    if any(path.resolve() == given.resolve() for given in inputs):
        raise OperatorError(f"结果不能写到报送件上：{path}，请另给一个文件名")
    if path.exists():
        _check_existing(path)


def _check_existing(path: Path) -> None:
    product = product_of(path)
    if product is None:
        raise OperatorError(f"{path} 已经存在，而且不是 xlperf 写的，没有覆盖。请换一个文件名，或先把它移走")
    if not product.untouched:
        raise OperatorError(f"{path} 在 xlperf 写好以后又被人改过、保存过，没有覆盖。请换一个文件名，或先把它移走")


def make_folder(folder: Path) -> None:
    """Make a folder for outputs. Raises OperatorError."""
    _check_folders(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise OperatorError(cannot_write(folder, fault)) from fault


def _check_folders(folder: Path) -> None:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir():
        raise OperatorError(f"{there} 是一个文件，这里要写文件夹")


def cannot_write(path: Path, fault: OSError) -> str:
    """Why, in Chinese, and what to do about it."""
    if isinstance(fault, PermissionError):
        return f"无法写入 {path}：没有权限，或文件正在别的程序里打开。请关闭后再试，或换一个文件夹"
    if isinstance(fault, FileNotFoundError | NotADirectoryError | FileExistsError):
        return f"无法写入 {path}：文件夹不存在，或路径里有一段是文件。请检查路径"
    reason = {28: "磁盘已满", 30: "磁盘是只读的", 36: "文件名太长"}.get(
        fault.errno or 0, f"系统出错（{fault.strerror or fault}）"
    )
    return f"无法写入 {path}：{reason}"

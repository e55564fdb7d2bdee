"""Outputs (输出文件): written whole or not at all, and never over somebody's work.

An existing file gives way only to a result of the same kind (`kind`, see xlperf.workbook.product): a roll-up to a roll-up, a
list of findings to a list of findings. That a file was written by xlperf is not enough: a unit's 报送件 is, too.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.usecases.faults import cannot_write
from xlperf.workbook.product import FILLED, product_of


@contextmanager
def writing(path: Path, inputs: Collection[Path] = (), *, kind: str = "", suffix: str = ".xlsx") -> Iterator[None]:
    """Around the writing of the workbook `path`: refuses what would harm, and tells in Chinese what failed.

    `kind`: what is to be written; "" never takes the place of a file. Raises OperatorError where `path` is one of the
    inputs, a folder, without the suffix, a file that is no untouched result of this kind, or cannot be written.
    """
    check_output(path, inputs, kind=kind, suffix=suffix)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as fault:
        raise OperatorError(cannot_write(path, fault)) from fault


@contextmanager
def replacing(path: Path, inputs: Collection[Path] = (), *, kind: str = "", suffix: str = ".xlsx") -> Iterator[Path]:
    """As `writing`, but whole or not at all: gives a path to write to, which takes the place of `path` in the end."""
    with writing(path, inputs, kind=kind, suffix=suffix):
        target = path.resolve()
        part = target.with_name(f".xlperf-{os.getpid()}.tmp")
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(target)
        try:
            yield part
            part.replace(target)
        finally:
            _remove(part)


def check_output(path: Path, inputs: Collection[Path] = (), *, kind: str = "", suffix: str = ".xlsx") -> None:
    """Refuse an output path that would harm, whatever links and `..` it goes through. Raises OperatorError.

    `inputs`: every file that this run reads. `kind`: as for `writing`.
    """
    try:
        _check(path, inputs, kind, suffix)
    except (OSError, ValueError, RuntimeError) as fault:
        known = fault if isinstance(fault, OSError) else OSError(str(fault))
        raise OperatorError(cannot_write(path, known)) from fault


def _check(path: Path, inputs: Collection[Path], kind: str, suffix: str) -> None:
    target = path.resolve()
    if path == Path():
        raise OperatorError("没有写出输出文件的名字，例如 结果.xlsx")
    if target.is_dir():
        raise OperatorError(f"{path} 是一个文件夹，请写出文件名，例如 {path / '结果.xlsx'}")
    _check_folders(target.parent)
    if path.suffix.lower() != suffix:
        raise OperatorError(f"输出文件要以 {suffix} 结尾：{path}")
    if any(_same_file(target, given) for given in inputs):
        raise OperatorError(f"结果不能写到报送件上：{path}（这次要读的文件里有它），请另给一个文件名，或写到别的文件夹")
    if target.exists():
        _check_existing(path, target, kind)


def _same_file(target: Path, given: Path) -> bool:
    """By path, or (a second name of the same bytes on the disk) by what the file system says."""
    return target == given.resolve() or (target.exists() and given.exists() and target.samefile(given))


def _check_existing(path: Path, target: Path, kind: str) -> None:
    product = product_of(target)
    if product is None:
        raise OperatorError(f"{path} 已经存在，而且不是 xlperf 写的，没有覆盖。请换一个文件名，或先把它移走")
    if not product.untouched:
        raise OperatorError(f"{path} 在 xlperf 写好以后又被人改过、保存过，没有覆盖。请换一个文件名，或先把它移走")
    if product.kind == FILLED:
        raise OperatorError(
            f"{path} 已经存在，里面是填好的表（报送件或转换后的文件），没有覆盖。请换一个文件名，或先把它移走"
        )
    if not kind or product.kind != kind:
        what = f"“{product.kind}”" if product.kind else "另一种文件"
        raise OperatorError(
            f"{path} 已经存在，是 xlperf 写的{what}，不是同一种结果，没有覆盖。请换一个文件名，或先把它移走"
        )


def make_folder(folder: Path) -> None:
    """Make a folder for outputs. Raises OperatorError."""
    try:
        _check_folders(folder.resolve())
        folder.resolve().mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise OperatorError(cannot_write(folder, fault)) from fault


def _check_folders(folder: Path) -> None:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir():
        raise OperatorError(f"{there} 是一个文件，这里要写文件夹")


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # in a folder that cannot be written or does not exist, there is nothing to remove

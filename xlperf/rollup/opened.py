"""Opened (正在打开): a workbook that a spreadsheet program has open is not replaced."""

from pathlib import Path

from xlperf.errors import OperatorError


def refuse_open(path: Path) -> None:
    """Excel and WPS lay ~$name beside an open book, LibreOffice .~lock.name#; renaming over it would lose one of them."""
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            raise OperatorError(
                f"{path.name} 正在表格软件里打开，请先关闭再汇总；如果并没有打开，请删除旁边的锁文件 {lock.name}"
            )

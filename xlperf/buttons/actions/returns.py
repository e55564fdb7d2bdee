"""退回件 (workbench): the units' own workbooks that are to be mended, with notes at the cells and a 退回单."""

from xlperf.buttons.bench import folder_of, register_of, rolled_up, write_cell
from xlperf.buttons.registry import BENCH, button
from xlperf.buttons.session import Session


@button(
    "returns",
    "退回件",
    tip="先汇总，再把有错误要单位改的文件各另存一份副本到旁边的“退回件”文件夹：格子上有批注，另附退回单；单位的原文件不动。",
    icon="FileSendAsAttachment",
    group="汇总",
    order=3,
    books=BENCH,
)
def returns(session: Session) -> str:
    """The same as `xlperf rollup --returns`."""
    folder = folder_of(session)
    target = folder.parent / f"{folder.name}_退回件"
    done = rolled_up(session, "退回件", folder, register_of(session), "--returns", str(target))
    said = f"要单位改的 {done.counts['returned']} 份，副本在 {target}；汇总在 {done.out}{done.remarks}"
    write_cell(session, "result", said)
    return f"退回件已生成：{said}"

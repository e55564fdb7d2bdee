"""退回件 (workbench): annotated copies of everything that has errors."""

import json
from pathlib import Path

from xlperf.buttons.bench import folder_of, run, write_cell
from xlperf.buttons.registry import BENCH, button
from xlperf.buttons.session import Session


@button(
    "returns",
    "退回件",
    tip="校验全部报送件，有逻辑性错误的另存带批注和颜色的副本到旁边的“退回件”文件夹；单位的原文件不动。",
    icon="FileSendAsAttachment",
    group="汇总",
    order=3,
    books=BENCH,
)
def returns(session: Session) -> str:
    """The same as `xlperf check --marked`."""
    folder = folder_of(session)
    target = folder.parent / f"{folder.name}_退回件"
    done = run(session, ["check", str(folder), "--marked", str(target), "--only-errors", "--json"], "生成退回件")
    found = json.loads(done.stdout)
    errors = {f["file"] for f in found if f["severity"] == "error"}
    copies = sum(path.is_file() for path in Path(target).rglob("*_批注*"))
    said = f"有逻辑性错误的 {len(errors)} 份；批注副本 {copies} 份，在 {target}"
    write_cell(session, "result", said)
    return f"退回件已生成：{said}。"

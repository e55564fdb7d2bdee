"""退回件 (workbench): annotated copies of everything that has errors."""

import json
import time

from xlperf.buttons.bench import folder_of, remarks, run, write_cell
from xlperf.buttons.registry import BENCH, button
from xlperf.buttons.session import Session

_CLOCK = 2
"""seconds by which a disk's times may be coarser than ours; copies of former runs are older"""


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
    started = time.time()
    done = run(session, ["check", str(folder), "--marked", str(target), "--only-errors", "--json"], "生成退回件")
    found = json.loads(done.stdout)
    errors = {f["file"] for f in found if f["severity"] == "error"}
    copies = sum(path.is_file() and path.stat().st_mtime >= started - _CLOCK for path in target.rglob("*_批注*"))
    said = f"有逻辑性错误的 {len(errors)} 份；批注副本 {copies} 份，在 {target}{remarks(done)}"
    write_cell(session, "result", said)
    return f"退回件已生成：{said}"

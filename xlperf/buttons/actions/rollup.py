"""汇总 (workbench): roll up the folder; every file has its place in the ledger."""

from xlperf.buttons.bench import folder_of, register_of, rolled_up, write_cell
from xlperf.buttons.registry import BENCH, button
from xlperf.buttons.session import Session


@button(
    "rollup",
    "汇总",
    tip="把文件夹里的报送件全部汇总成一本工作簿；每个文件都有去向。填了“登记表”的，一并核对谁没报。可按 Esc 停止。",
    icon="PivotTableInsert",
    group="汇总",
    order=2,
    books=BENCH,
)
def rollup(session: Session) -> str:
    """The same as `xlperf rollup`, in a process of its own."""
    done = rolled_up(session, "汇总", folder_of(session), register_of(session))
    found = done.counts
    said = (
        f"收到 {found['files']} 个文件 = 接收 {found['accepted']} + 退回 {found['refused']} + 被替代 {found['superseded']} "
        f"+ 重复 {found['duplicate']}；"
        f"{found['units']} 个单位，{found['projects']} 个项目，{found['findings']} 条问题，用时 {found['seconds']} 秒。"
    )
    said += f"\n已写入 {done.out}{done.remarks}"
    write_cell(session, "result", said)
    return f"汇总完成：{said}"

"""xlperf rollup."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import xlperf
from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import output, progress, say_missed, shown

if TYPE_CHECKING:
    from xlperf.usecases.rolling.result import RollupResult

NOTHING_ACCEPTED, STOPPED = 2, 130


class Here(click.Path):
    """A path on this machine: where a workbook is put in place, whole or not at all."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Not a URL, which would become a folder called `s3:`."""
        from xlperf.usecases.rolling.places import is_url

        if isinstance(value, str) and is_url(value):
            self.fail(f"{value} 不能写在这里，这里只能是本机的路径（报送件和 --store 可以用这样的地址）", param, ctx)
        return super().convert(value, param, ctx)


@click.command(cls=ChineseCommand)
@click.argument("folder", metavar="文件夹")
@click.option("--out", required=True, type=Here(), metavar="汇总.xlsx", help="汇总工作簿写到哪里（本机）。")
@click.option(
    "--register",
    type=Here(),
    metavar="应报单位.xlsx",
    help="应报单位登记表（用 xlperf register 生成）：核对谁报了、谁没报。",
)
@click.option("--no-store", is_flag=True, help="不保存中间结果（默认保存在汇总旁边，下次只读新的和改过的文件）。")
@click.option(
    "--store",
    default="",
    metavar="位置",
    help="中间结果放在哪里：本机的文件，或者 s3://… 这样的地址（那里存一份，本机汇总旁边也有一份）。",
)
@click.option(
    "--engine",
    default="local",
    metavar="local|dask",
    help="由谁来算：本机的几个进程（local，默认），或者 Dask 的工作进程（可以在很多台机器上）。",
)
@click.option("--scheduler", default="", metavar="地址", help="Dask 调度器的地址，例如 tcp://10.0.0.5:8786。")
@click.option(
    "--returns",
    type=Here(),
    metavar="文件夹",
    help="另写退回件：有错误要单位改的文件，各一份带批注和退回单的副本。",
)
@click.option(
    "--tables",
    type=Here(),
    metavar="文件夹",
    help="另写各表的 CSV（装了 pyarrow 的还有 Parquet）。",
)
@click.option(
    "--report",
    type=Here(),
    metavar="文件夹",
    help="另写通报和汇总报告（.docx），每个数都注明出自汇总的哪一格。",
)
@click.option("--json", "as_json", is_flag=True, help="在标准输出打印计数（JSON）。")
@click.option(
    "--quiet", is_flag=True, help="不显示进度和小结；没有算作文件的（链接、打不开的文件夹）仍列在标准错误输出。"
)
@click.pass_context
def rollup(
    ctx: click.Context, /, folder: str, out: Path, no_store: bool, as_json: bool, quiet: bool, **also: Any
) -> None:
    """汇总一个文件夹（或 s3:// 这样的地址）里的全部报送件；每个文件都有去向。退出码 0 有接收的，2 一份也没有接收。"""
    try:
        with progress("汇总", quiet=quiet or as_json) as start:
            result = xlperf.roll_up(folder, out, start, keep=not no_store, **also)
    except KeyboardInterrupt:
        output().print("已停止，汇总没有写。已经读过的文件记在中间结果里，下次接着读。", highlight=False)
        ctx.exit(STOPPED)
    say_missed(result.missed)
    if as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False))
    elif not quiet:
        _say(result, out, also)
    if not result.counts.accepted:
        ctx.exit(NOTHING_ACCEPTED)


def _say(result: "RollupResult", out: Path, also: dict[str, Any]) -> None:
    """The equation, what does not count and why, what was written."""
    c = result.counts
    equation = (
        f"收到 {c.files} 个文件 = 接收 {c.accepted} + 退回 {c.refused} + 被替代 {c.superseded} + 重复 {c.duplicate}"
    )
    text = f"{equation}；{c.units} 个单位，{c.projects} 个项目，{c.indicators} 条指标，{c.findings} 条问题。"
    output().print(text, highlight=False)
    for entry in result.entries:
        if entry.state != "accepted":
            output().print(f"  {shown(entry.name)}：{entry.reason}", soft_wrap=True, highlight=False, markup=False)
    if not result.counts.files:
        output().print("这个文件夹里没有文件。", highlight=False)
    how = "没有变化，汇总照旧" if result.unchanged else f"已写入 {shown(out)}"
    again = f"，新读 {result.read} 个文件" if 0 < result.read < c.files else ""
    output().print(f"{how}（{result.seconds:.1f} 秒{again}）", soft_wrap=True, highlight=False)
    for name, sheets in c.split.items():
        said = f"“{name}”的行数超过一张工作表的上限，分在 {'、'.join(sheets)} 上。"
        output().print(said, soft_wrap=True, highlight=False)
    if also["returns"]:
        output().print(f"退回件 {len(result.returned)} 份：{shown(also['returns'])}", soft_wrap=True, highlight=False)
    if also["tables"]:
        output().print(f"各表 {len(result.tables)} 个文件：{shown(also['tables'])}", soft_wrap=True, highlight=False)
    for path in result.reports:
        output().print(f"已写入 {shown(str(path))}", soft_wrap=True, highlight=False)

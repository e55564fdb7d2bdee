"""xlperf demo."""

from pathlib import Path

import click

import xlperf
from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import output
from xlperf.model.finding import Severity


@click.command(cls=ChineseCommand)
@click.argument(
    "folder", type=click.Path(readable=False, path_type=Path), default=Path("xlperf_demo"), metavar="[文件夹]"
)
@click.option("--quiet", is_flag=True, help="只写文件，不说话。")
def demo(folder: Path, quiet: bool) -> None:
    """用五份真实的公开自评材料演示：校验、批注副本、汇总。"""
    made = xlperf.run_demo(folder)
    if quiet:
        return
    console = output()
    for entry in made.checked:
        shown = [f for f in entry.findings if not f.folded_under]
        found = "，".join(f"{s.chinese} {sum(f.severity is s for f in shown)}" for s in Severity)
        console.print(f"{entry.path.name}：{entry.refused or found}", soft_wrap=True, highlight=False)
    counts = made.result.counts
    equation = f"{counts.files} 个文件 = 接收 {counts.accepted} + 退回 {counts.refused} + 被替代 {counts.superseded}"
    console.print(f"\n{equation}。请打开看：", highlight=False)
    for path in (made.rollup_file, *made.marked):
        console.print(f"  {path}", soft_wrap=True, highlight=False)

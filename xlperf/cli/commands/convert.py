"""xlperf convert."""

from pathlib import Path

import click

import xlperf
from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import output, shown


@click.command(cls=ChineseCommand)
@click.argument("file", type=click.Path(readable=False, path_type=Path), metavar="文件")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="文件.xlsx", help="写到哪里（不能是原文件）。"
)
@click.option("--edition", default="", metavar="版本", help="转到哪个版本（默认按内容识别）。")
@click.option("--quiet", is_flag=True, help="只写文件，不说话。")
def convert(file: Path, out: Path, edition: str, quiet: bool) -> None:
    """把任何读得懂的报送件转成正式模板，附修复记录和未放入的内容。"""
    report = xlperf.convert(file, out, edition)
    if not quiet:
        text = f"已写入 {shown(out)}：单位填了 {report.filled} 格，放入模板 {report.placed} 格，未放入 {report.unplaced} 格（见“未放入内容”）。"
        output().print(text, soft_wrap=True, highlight=False)

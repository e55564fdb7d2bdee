"""xlperf report."""

from pathlib import Path

import click

import xlperf
from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import output, shown

APART = 1


@click.command(cls=ChineseCommand)
@click.argument("rollup", type=click.Path(readable=False, path_type=Path), metavar="汇总.xlsx")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="文件夹", help="把通报和汇总报告（.docx）写到这个文件夹。"
)
@click.option(
    "--check",
    "document",
    type=click.Path(readable=False, path_type=Path),
    metavar="文件.docx",
    help="核对一份通报或汇总报告里的数和汇总是否一致（文字改过也可以核对）。",
)
@click.pass_context
def report(ctx: click.Context, rollup: Path, out: Path | None, document: Path | None) -> None:
    """由汇总写通报和汇总报告，或核对里面的数。退出码 0 已写好或相符，1 有不符的数。"""
    if (out is None) == (document is None):
        raise click.UsageError("请写 --out 文件夹 或 --check 文件.docx，两个选一个")
    if out is not None:
        for path in xlperf.write_reports(rollup, out):
            _say(f"已写入 {path}")
        return
    assert document is not None
    found = xlperf.check_report(rollup, document)
    if not found.same:
        _say("注意：这份文件不是由这本汇总写成的（汇总后来重新生成过，或另存过）。")
    for one in found.apart:
        _say(f"不符：{one.figure.place} 文中写着 {one.figure.text or '（空）'}，汇总里是 {one.now}")
    _say(f"绑定的数 {found.figures} 处，" + (f"不符 {len(found.apart)} 处。" if found.apart else "全部相符。"))
    if found.apart:
        ctx.exit(APART)


def _say(text: str) -> None:
    output().print(shown(text), soft_wrap=True, highlight=False, markup=False)

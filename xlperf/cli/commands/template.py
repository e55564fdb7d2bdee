"""xlperf template."""

from pathlib import Path

import click

import xlperf
from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import output


@click.command(cls=ChineseCommand)
@click.argument("editions", nargs=-1, metavar="[版本]...")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="文件夹",
    help="写到哪个文件夹（默认当前文件夹）。",
)
@click.option("--quiet", is_flag=True, help="只写文件，不说话。")
def template(editions: tuple[str, ...], out: Path, quiet: bool) -> None:
    """生成空白模板；不写版本时生成全部。"""
    for path in xlperf.build_templates(editions, out):
        if not quiet:
            output().print(f"已生成 {path}", soft_wrap=True, highlight=False)

"""xlperf macros."""

from pathlib import Path

import click

from xlperf.cli.chinese import ChineseCommand, ChineseGroup
from xlperf.cli.screen import output


@click.group(cls=ChineseGroup)
@click.help_option("--help", "-h", help="显示帮助。")
def macros() -> None:
    """带按钮的宏版模板、汇总工作台和加载宏。"""


@macros.command(cls=ChineseCommand)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="文件夹",
    help="写到哪个文件夹（默认当前文件夹）：模板在 workbook_templates，加载宏在 macros。",
)
@click.option("--quiet", is_flag=True, help="只写文件，不说话。")
def build(out: Path, quiet: bool) -> None:
    """从源代码和版本定义生成全部宏版工作簿。"""
    from xlperf.macrobooks.build import build_macros

    for path in build_macros(out):
        if not quiet:
            output().print(f"已生成 {path}", soft_wrap=True, highlight=False)

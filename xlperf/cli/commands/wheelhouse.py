"""xlperf wheelhouse."""

from pathlib import Path

import click

from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import errors, output
from xlperf.windows.this_machine import ThisMachine
from xlperf.windows.wheelhouse.target import PLATFORMS, Target
from xlperf.windows.wheelhouse.texts import COMMAND

MEGABYTE = 1_000_000


@click.command(cls=ChineseCommand)
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="文件夹", help="收集到哪个文件夹。")
@click.option("--python", default="3.11", show_default=False, metavar="版本", help="办公电脑上的 Python（默认 3.11）。")
@click.option(
    "--platform", default="win_amd64", metavar="平台", help=f"{' 或 '.join(PLATFORMS)}（默认 win_amd64，即 64 位）。"
)
@click.option("--quiet", is_flag=True, help="只收集，不说话。")
def wheelhouse(out: Path, python: str, platform: str, quiet: bool) -> None:
    """在能上网的电脑上收集离线安装包，拷到没有网络的 Windows 上双击安装。"""
    from xlperf.windows.wheelhouse.collect import collect

    def tell(text: str) -> None:
        if not quiet:
            errors().print(f"{text}……", soft_wrap=True, highlight=False, markup=False)

    made = collect(out, Target(python, platform), ThisMachine(), tell=tell)
    if not quiet:
        text = (
            f"{made.folder}：{len(made.wheels)} 个安装包，{len(made.books)} 个工作簿，共 {made.size / MEGABYTE:.0f} MB"
        )
        output().print(
            f"{text}，离线试装通过。整个文件夹拷到办公电脑，双击 {COMMAND}。", soft_wrap=True, highlight=False
        )

"""xlperf install and uninstall."""

from pathlib import Path

import click

from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import errors, output
from xlperf.windows import install as desk
from xlperf.windows.machine import Kind, Machine
from xlperf.windows.this_machine import ThisMachine

NOT_HERE = 2
INSTEAD = (
    "这条命令给 Windows 和 macOS 上的 Excel 用，这台电脑是 Linux，没有 Excel。"
    "想在 LibreOffice 里用按钮：xlperf libreoffice install；只校验文件：xlperf check 报送件.xlsx，什么都不用装。"
)


@click.command(cls=ChineseCommand)
@click.option(
    "--addin", type=click.Path(path_type=Path), metavar="文件.xlam", help="用这个加载宏（默认用随 xlperf 带的）。"
)
@click.option("--quiet", is_flag=True, help="只做事，不说话。")
@click.pass_context
def install(ctx: click.Context, addin: Path | None, quiet: bool) -> None:
    """在 Excel 里启用按钮和函数：设置 Python，放好加载宏。不需要管理员权限。"""
    machine = _machine(ctx)
    said = desk.install(machine, addin)
    if not quiet:
        _print([*said, "好了。请重新打开 Excel，功能区应有“绩效自评”一栏；没有的话运行 xlperf doctor。"])


@click.command(cls=ChineseCommand)
@click.option("--quiet", is_flag=True, help="只做事，不说话。")
@click.pass_context
def uninstall(ctx: click.Context, quiet: bool) -> None:
    """取下 install 放的东西，恢复原来的设置；别的都不动。"""
    said = desk.uninstall(_machine(ctx))
    if not quiet:
        _print(said or ["没有安装记录，什么都没有动。"])


def _machine(ctx: click.Context) -> Machine:
    machine: Machine = ctx.obj or ThisMachine()
    if machine.kind is Kind.LINUX:
        errors().print(INSTEAD, soft_wrap=True, highlight=False, markup=False)
        ctx.exit(NOT_HERE)
    return machine


def _print(lines: list[str]) -> None:
    for line in lines:
        output().print(line, soft_wrap=True, highlight=False, markup=False)

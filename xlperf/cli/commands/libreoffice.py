"""xlperf libreoffice install | uninstall."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlperf.cli.chinese import ChineseCommand, ChineseGroup
from xlperf.cli.screen import output

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.setup import Report

NOT_READY = 1

_profile = click.option(
    "--profile",
    type=click.Path(path_type=Path),
    default=None,
    metavar="文件夹",
    help="LibreOffice 的用户配置文件夹（默认当前用户的）。",
)


@click.group(cls=ChineseGroup)
@click.help_option("--help", "-h", help="显示帮助。")
def libreoffice() -> None:
    """让菜单、工具条、按钮和单元格函数在 LibreOffice 里可用（安装、卸载）。"""


@libreoffice.command(cls=ChineseCommand)
@_profile
@click.option(
    "--trust",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=None,
    metavar="文件夹",
    help="这个文件夹里的工作簿可以运行宏。",
)
def install(profile: Path | None, trust: Path | None) -> int:
    """把菜单、工具条和接口脚本装进 LibreOffice 的用户配置（先关掉 LibreOffice）。"""
    from xlperf.hosts.libreoffice.setup import install_bridge

    report = install_bridge(profile, trust)
    _show(report)
    return 0 if report.ready else NOT_READY


@libreoffice.command(cls=ChineseCommand)
@_profile
def uninstall(profile: Path | None) -> None:
    """从 LibreOffice 的用户配置里去掉 xlperf 的菜单、工具条和接口脚本。"""
    from xlperf.hosts.libreoffice.setup import uninstall_bridge

    _show(uninstall_bridge(profile))


def _show(report: "Report") -> None:
    screen = output()
    for title, sentences, style in (
        ("", report.done, ""),
        ("还缺：", report.missing, "red"),
        ("提醒：", report.advice, "yellow"),
    ):
        for sentence in sentences:
            screen.print(f"{title}{sentence}", style=style, soft_wrap=True, highlight=False, markup=False)

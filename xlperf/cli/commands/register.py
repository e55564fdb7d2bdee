"""xlperf register."""

from pathlib import Path

import click

import xlperf
from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import output, progress, say, shown


@click.command(cls=ChineseCommand)
@click.option("--out", type=click.Path(path_type=Path), metavar="应报单位.xlsx", help="登记表写到哪里。")
@click.option(
    "--from",
    "folder",
    type=click.Path(readable=False, path_type=Path),
    metavar="文件夹",
    help="先填上这个文件夹里报送件的单位和项目。",
)
@click.option("--year", type=click.IntRange(2015, 2099), metavar="年度", help="登记哪个年度的，如 2023。")
@click.option(
    "--check",
    "given",
    type=click.Path(readable=False, path_type=Path),
    metavar="应报单位.xlsx",
    help="看一张填好的登记表有没有错，列出全部错处。",
)
@click.option("--quiet", is_flag=True, help="只写文件，不说话；没有登记的文件仍列在标准错误输出。")
def register(out: Path | None, folder: Path | None, year: int | None, given: Path | None, quiet: bool) -> None:
    """生成应报单位登记表（空白的，或填上一个文件夹里的单位），或检查填好的登记表。退出码 0 没有错，2 有错。"""
    if (out is None) == (given is None):
        raise click.UsageError("请写 --out 登记表写到哪里，或 --check 要检查的登记表（二选一）")
    if given is not None:
        found = xlperf.read_register(given)
        for note in found.notes:
            say(note)
        if not quiet:
            owed = f"{len(found.units)} 个单位，{sum(len(unit.projects) for unit in found.units)} 个项目"
            output().print(f"登记表没有错：{owed}。", soft_wrap=True, highlight=False)
        return
    assert out is not None
    with progress("登记", quiet=quiet or folder is None) as start:
        made = xlperf.make_register(out, folder, year=year, seen=start)
    for note in made.notes:
        say(f"没有登记 {shown(note)}")
    if not quiet:
        filled = f"，填了 {len(made.units)} 个单位，请核对" if folder is not None else ""
        output().print(f"已生成 {shown(out)}{filled}", soft_wrap=True, highlight=False)

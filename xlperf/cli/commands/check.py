"""xlperf check."""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table
from rich.text import Text

import xlperf
from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import COLOURS, output, progress, say, say_missed, shown
from xlperf.errors import OperatorError
from xlperf.model.finding import Finding, Severity, tally

if TYPE_CHECKING:
    from xlperf.usecases.checking import Checked

ERRORS_FOUND, UNREADABLE = 1, 2


@click.command(cls=ChineseCommand)
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path), metavar="文件或文件夹..."
)
@click.option("--json", "as_json", is_flag=True, help="在标准输出打印一个 JSON 数组。")
@click.option("--out", type=click.Path(path_type=Path), metavar="报告.xlsx", help="把问题清单写成 Excel 工作簿。")
@click.option(
    "--marked", type=click.Path(path_type=Path), metavar="文件夹", help="另存带批注和颜色的副本（原文件不动）。"
)
@click.option("--only-errors", is_flag=True, help="和 --marked 同用：只给有逻辑性错误的文件存副本。")
@click.option("--quiet", is_flag=True, help="只给退出码，不打印表格和进度；读不了的文件仍列在标准错误输出。")
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    as_json: bool,
    out: Path | None,
    marked: Path | None,
    only_errors: bool,
    quiet: bool,
) -> None:
    """校验报送件：逐格指出问题。退出码 0 无逻辑性错误，1 有，2 有文件读不了。"""
    from xlperf.usecases.gathering import gather
    from xlperf.workbook.product import REPORT

    found = gather(paths)
    files, system = found.without_system_files(paths)
    say_missed(found.missed)
    if system:
        say(f"略过 {system} 个系统文件、临时文件（如 Thumbs.db、~$ 开头的），没有校验。")
    if not files:
        raise OperatorError("给出的文件夹里没有文件")
    if out:
        xlperf.check_output(out, files, kind=REPORT)
    if marked:
        xlperf.make_folder(marked)
    with progress("校验", quiet=quiet or as_json) as start:
        checked = xlperf.name_files(list(xlperf.check_files(files, start(len(files)))), paths)
    if marked:
        xlperf.mark_copies([c for c in checked if c.has_errors or not only_errors], marked, paths, files)
    if out:
        xlperf.write_check_report(checked, out)
    if as_json:
        click.echo(
            json.dumps([f.as_json() for c in checked for f in c.findings if not f.folded_under], ensure_ascii=False)
        )
    elif not quiet:
        for entry in checked:
            _print(entry)
        _summary(checked, marked=bool(marked))
    for entry in checked:
        if entry.refused and (as_json or quiet):
            say(f"读不了 {shown(entry.path)}：{entry.refused}")
    ctx.exit(exit_code(checked))


def exit_code(checked: Sequence["Checked"]) -> int:
    """2 if a file could not be read, else 1 if there are errors, else 0."""
    if any(entry.refused for entry in checked):
        return UNREADABLE
    return ERRORS_FOUND if any(f.severity is Severity.ERROR for entry in checked for f in entry.findings) else 0


def _print(entry: "Checked") -> None:
    console = output()
    if entry.submission is None:
        console.print(Text(f"✗ {shown(entry.path)}：{entry.refused}", "bold red"))
        return
    submission = entry.submission
    console.print(Text(f"■ {submission.unit or '（没有写单位名称）'}　{shown(_name(entry))}", "bold"))
    console.print(
        Text(f"  版本 {submission.edition}，{submission.year or '年度不明'}；{submission.edition_reason}", "dim")
    )
    for note in submission.notes:
        console.print(Text(f"  注意：{note}", "dim"))
    if not entry.findings:
        console.print(Text("  没有发现问题。", "green"))
    for sheet, findings in groupby(entry.findings, key=lambda finding: finding.sheet):
        console.print(_table(sheet, list(findings)))


def _name(entry: "Checked") -> str:
    return entry.findings[0].file if entry.findings else entry.path.name


def _table(sheet: str, findings: list[Finding]) -> Table:
    table = Table(title=f"工作表 {sheet}" if sheet else "整份报送件", title_justify="left")
    for head in ("单元格", "程度", "代码"):
        table.add_column(head, no_wrap=True)
    for head in ("问题", "怎样改"):
        table.add_column(head, overflow="fold")
    for f in findings:
        severity = Text(f.standing, "dim" if f.folded_under or f.is_answered else COLOURS[f.severity])
        said = f"{f.message}。出错说明：{f.answer}" if f.answer else f.message
        table.add_row(f.cell, severity, f.code, Text(said), Text("" if f.folded_under else f.remedy))
    return table


def _summary(checked: Sequence["Checked"], *, marked: bool) -> None:
    from xlperf.usecases.checking import identical

    counts = tally(f for entry in checked for f in entry.findings)
    refused = sum(bool(entry.refused) for entry in checked)
    output().print(
        f"共 {len(checked)} 个文件：读取 {len(checked) - refused} 个，读不了 {refused} 个；{counts}。", highlight=False
    )
    for first, others in identical(checked):
        names = "、".join(shown(path) for path in others)
        copy = "，批注副本只存一份" if marked else ""
        output().print(
            f"内容完全相同：{names} 同 {shown(first)}{copy}。", soft_wrap=True, highlight=False, markup=False
        )

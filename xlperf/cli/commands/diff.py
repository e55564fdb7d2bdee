"""xlperf diff."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

import xlperf
from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import output, shown

if TYPE_CHECKING:
    from xlperf.rollup.changes import Comparison, SentFile, UnitChange

LISTED = 10


@click.command(cls=ChineseCommand)
@click.argument("old", type=click.Path(readable=False, path_type=Path), metavar="原来的汇总.xlsx")
@click.argument("new", type=click.Path(readable=False, path_type=Path), metavar="现在的汇总.xlsx")
@click.option("--out", type=click.Path(path_type=Path), metavar="变化.xlsx", help="把变化写成可以打印的工作簿。")
@click.option("--all", "everything", is_flag=True, help="列出全部变化（默认每个单位每类只列前 10 条）。")
@click.option("--json", "as_json", is_flag=True, help="在标准输出打印 JSON。")
def diff(old: Path, new: Path, out: Path | None, everything: bool, as_json: bool) -> None:
    """比较两次汇总：哪些单位新报、换了文件，哪些数变了，哪些问题改好、新出现，等级和名次的变化。"""
    found = xlperf.compare_rollups(old, new, out)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
        return
    _print(found, None if everything else LISTED)
    if out is not None:
        _say(f"已写入 {out}")


def _say(text: str) -> None:
    output().print(shown(text), soft_wrap=True, highlight=False, markup=False)


def _print(found: "Comparison", most: int | None) -> None:
    from xlperf.rollup.changes import COUNTED

    _say(f"{found.old} → {found.new}")
    _say("，".join(f"{COUNTED[key]} {count}" for key, count in found.counts.items()))
    for note in found.notes:
        _say(f"注意：{note}")
    for state, units in (("新增", found.added), ("不再有", found.gone)):
        for unit in units:
            _say(f"＋ {unit.label}：{state}，{_files(unit.now or unit.before)}".replace("＋", "＋－"[state != "新增"]))
    for unit in found.changed:
        _unit(unit, most)


def _unit(unit: "UnitChange", most: int | None) -> None:
    from xlperf.rollup.changes import text

    _say(f"■ {unit.label}")
    if unit.files_changed:
        same = [f.name for f in unit.before] == [f.name for f in unit.now]
        said = f"{_files(unit.now)}（同名，内容改过）" if same else f"{_files(unit.before)} → {_files(unit.now)}"
        _say(f"  文件：{said}")
    if unit.marks:
        _say("  " + "，".join(f"{what} {text(a)} → {text(b)}" for what, (a, b) in unit.marks.items()))
    figures = []
    for one in unit.figures:
        name = "·".join(filter(None, (one.form or one.sheet, one.line, one.column)))
        places = (
            one.places[1] if one.places[0] == one.places[1] else f"{one.places[0] or '无'} → {one.places[1] or '无'}"
        )
        figures.append(f"数　{name}：{text(one.old)} → {text(one.new)}（{places}）")
    _list(figures, most, "数的变化")
    _list([f"改好　{one.code} {one.form} {one.place}：{one.message}" for one in unit.solved], most, "改好的问题")
    _list([f"新出现　{one.code} {one.form} {one.place}：{one.message}" for one in unit.new], most, "新出现的问题")


def _list(lines: Sequence[str], most: int | None, what: str) -> None:
    for line in lines[:most]:
        _say(f"  {line}")
    if most is not None and len(lines) > most:
        _say(f"  还有 {len(lines) - most} 条{what}没有列出，加 --all 全部列出")


def _files(files: "Sequence[SentFile]") -> str:
    return "、".join(file.name for file in files) or "（没有）"

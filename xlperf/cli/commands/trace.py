"""xlperf trace."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

import xlperf
from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import output, say, shown
from xlperf.errors import OperatorError

if TYPE_CHECKING:
    from xlperf.usecases.tracing.tree import Leaf, Node, Source

NOT_FOUND = 1


@click.command(cls=ChineseCommand)
@click.argument("rollup", type=click.Path(readable=False, path_type=Path), metavar="汇总.xlsx")
@click.argument("where", nargs=-1, required=True, metavar="工作表!单元格")
@click.option(
    "--files",
    type=click.Path(readable=False, path_type=Path),
    metavar="文件夹",
    help="单位的文件现在在哪个文件夹（默认按汇总里的链接找）。",
)
@click.option("--all", "all_rows", is_flag=True, help="列出全部来源行（默认每个合计只列前 20 行）。")
@click.option("--json", "as_json", is_flag=True, help="在标准输出打印 JSON。")
@click.pass_context
def trace(
    ctx: click.Context, rollup: Path, where: tuple[str, ...], files: Path | None, all_rows: bool, as_json: bool
) -> None:
    """追溯汇总里的一个数：由哪些行算出，出自哪个单位文件的哪一格，现在那一格写着什么。退出码 0 已列出，1 找不到这一格。"""
    try:
        found = xlperf.trace(rollup, where, files=files, all_rows=all_rows)
    except OperatorError as fault:
        say(f"错误：{fault}")
        ctx.exit(NOT_FOUND)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        _print(found, 0)


def _say(depth: int, text: str) -> None:
    output().print("    " * depth + shown(text), soft_wrap=True, highlight=False, markup=False)


def _print(node: "Node", depth: int) -> None:
    from xlperf.usecases.tracing.tree import text_of

    label = "，".join(filter(None, (node.row, node.column)))
    value = text_of(node.value)
    _say(depth, f"{node.sheet}!{node.cell}　{label} = {'（空）' if value in (None, '') else value}")
    if node.formula is not None and depth == 0:
        _say(depth, f"  公式：={node.formula}")
    if node.note:
        _say(depth, f"  {node.note}")
    if node.cannot:
        _say(depth, f"  {node.cannot}：{'、'.join(node.references) or '没有引用'}")
    elif node.agrees is not None:
        _say(depth, f"  重算 {text_of(node.computed) or '（空）'}，与这一格{'相符' if node.agrees else '不符'}")
    for source in node.sources:
        _source(source, depth)
    if node.leaf is not None:
        _leaf(node.leaf, depth)


def _source(source: "Source", depth: int) -> None:
    from xlperf.usecases.tracing.tree import text_of

    if source.what == "引用":
        for item in source.items:
            _print(item, depth + 1)
        return
    _say(depth, f"  {source.what} {text_of(source.result) or '（空）'}，来自 {source.area} 里的 {source.count} 行")
    for item in source.items:
        _print(item, depth + 1)
    more = source.count - len(source.items)
    if more > 0:
        _say(depth + 1, f"还有 {more} 行没有列出，加 --all 全部列出")


def _leaf(leaf: "Leaf", depth: int) -> None:
    from xlperf.usecases.tracing.tree import SAID

    place = "".join((f"“{leaf.sheet}”" if leaf.sheet else "", leaf.cell))
    _say(depth, f"  出处：{leaf.file}{place}" + (f"　单位：{leaf.unit}" if leaf.unit else ""))
    if leaf.typed is not None or leaf.read is not None:
        repaired = f"，修复：{leaf.repair}" if leaf.repair else ""
        read = "" if leaf.read is None and leaf.typed else f"，读作 {leaf.read or '（空）'}"
        _say(depth, f"  汇总时：原填 {leaf.typed or '（空）'}{read}{repaired}")
    if leaf.sha256:
        _say(depth, f"  SHA-256：{leaf.sha256}")
    _say(
        depth,
        f"  {SAID[leaf.state]}" + (f"：{leaf.path}" if leaf.path else "") + (f"（{leaf.why}）" if leaf.why else ""),
    )
    for now in leaf.now:
        read = f"，读作 {now.read}" if now.read else ""
        _say(depth, f"  现在：“{now.sheet}”{now.cell} 写着 {now.typed.strip() or '（空）'}{read}")
    if leaf.agrees is False:
        _say(depth, "  注意：现在写的和汇总时的原填不一样")

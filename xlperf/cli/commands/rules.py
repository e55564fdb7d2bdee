"""xlperf rules."""

import click
from rich.table import Table
from rich.text import Text

import xlperf
from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import COLOURS, output


@click.command(cls=ChineseCommand)
def rules() -> None:
    """列出全部校验规则。"""
    catalogue = xlperf.list_rules()
    table = Table(title=f"校验规则（{len(catalogue)} 条）")
    for head in ("代码", "程度", "题目", "类别", "依据"):
        table.add_column(head, overflow="fold")
    for rule in catalogue:
        severity = Text(rule.severity.chinese, COLOURS[rule.severity])
        table.add_row(rule.code, severity, rule.title, rule.subject, Text(rule.basis))
    output().print(table)

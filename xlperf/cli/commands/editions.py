"""xlperf editions."""

import click
from rich.table import Table

import xlperf
from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import output


@click.command(cls=ChineseCommand)
def editions() -> None:
    """列出现有的表式版本。"""
    table = Table(title="表式版本")
    for head in ("版本", "名称", "地区", "年度", "包含的表", "来源"):
        table.add_column(head, overflow="fold")
    for edition in xlperf.list_editions():
        forms = "、".join(form.attachment or form.sheet for form in edition.forms.values())
        source = f"{edition.certainty}：{edition.source}"
        table.add_row(edition.edition, edition.name, edition.place_name, str(edition.year), forms, source)
    output().print(table)

"""xlperf explain CODE."""

import click
from rich.table import Table
from rich.text import Text

import xlperf
from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import output
from xlperf.model.values import show


@click.command(cls=ChineseCommand)
@click.argument("code", metavar="代码")
def explain(code: str) -> None:
    """说明一条规则：查什么、依据、怎样改、参数、错误示例。"""
    from xlperf.usecases.explaining import in_words

    rule = xlperf.explain(code)
    table = Table(show_header=False, title=f"{rule.code} {rule.title}")
    rows = [
        ("程度", rule.severity.chinese),
        ("类别", rule.subject),
        ("提示语", rule.message),
        ("怎样改", rule.remedy),
        ("依据", rule.basis),
        ("说明（英文）", rule.why),
        ("错误示例", "\n".join(in_words(example) for example in rule.bad)),
        ("参数", "\n".join(_parameter(name) for name in rule.parameters)),
        ("从属于", "、".join(rule.follows)),
        ("始于版本", rule.since),
    ]
    for label, text in rows:
        if text:
            table.add_row(label, Text(text))
    output().print(table)


def _parameter(name: str) -> str:
    # Here, because it brings pydantic: a quarter of the time in which every other command would start.
    from xlperf.model.parameters import load_parameter

    parameter = load_parameter(name)
    rows = (
        f"{row.place or '全国'} {row.since} 起 {_value(row.value)}（{row.certainty}：{row.source}）"
        for row in parameter.value
    )
    return f"{parameter.label}：" + "；".join(rows)


def _value(value: object) -> str:
    return "、".join(_value(item) for item in value) if isinstance(value, list) else show(value)

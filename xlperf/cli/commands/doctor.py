"""xlperf doctor."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.text import Text

from xlperf.cli.chinese import ChineseCommand
from xlperf.cli.screen import output
from xlperf.windows.check import Check, State
from xlperf.windows.doctor import diagnose, healthy
from xlperf.windows.machine import Machine
from xlperf.windows.this_machine import ThisMachine

SOMETHING_WRONG = 1
STYLES = {State.GOOD: "green", State.ATTENTION: "yellow", State.WRONG: "bold red"}


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[工作簿或文件夹]...")
@click.option("--json", "as_json", is_flag=True, help="在标准输出打印一个 JSON 数组。")
@click.option("--quiet", is_flag=True, help="只给退出码，不打印。")
@click.pass_context
def doctor(ctx: click.Context, paths: tuple[Path, ...], as_json: bool, quiet: bool) -> None:
    """检查这台电脑能不能用按钮，缺什么、怎样改。退出码 0 没有“有误”，1 有。"""
    machine: Machine = ctx.obj or ThisMachine()
    checks = diagnose(machine, [type(machine.home)(path.absolute()) for path in paths])
    if as_json:
        rows = [{**asdict(check), "state": check.state.value} for check in checks]
        click.echo(json.dumps(rows, ensure_ascii=False))
    elif not quiet:
        for check in checks:
            _print(check)
        _summary(checks)
    ctx.exit(0 if healthy(checks) else SOMETHING_WRONG)


def _print(check: Check) -> None:
    state = check.state.value
    line = Text.assemble((state, STYLES[check.state]), check.line.removeprefix(state))
    output().print(line, soft_wrap=True)


def _summary(checks: list[Check]) -> None:
    counts = "，".join(f"{state.value} {sum(check.state is state for check in checks)} 项" for state in State)
    output().print(f"共 {len(checks)} 项：{counts}。", highlight=False)

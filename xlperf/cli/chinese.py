"""Click in Chinese: help pages and the operator's errors."""

import re
from typing import Any

import click

_SAID = {
    "is not readable": "打不开，没有读取的权限",
    "is not writable": "不能写入，没有权限",
    "does not exist": "找不到",
    "is a directory": "是文件夹，这里要写文件",
    "is a file": "是文件，这里要写文件夹",
    "is not a valid integer": "不是整数",
}
"""how click ends a sentence → Chinese"""


class _ChineseHelp(click.Command):
    """Headings of help pages in Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法: …"""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "用法: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项, then commands if there are any."""
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            rows = [(name, self.commands[name].get_short_help_str(60)) for name in self.commands]
            with formatter.section("命令"):
                formatter.write_dl(rows)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """[选项] instead of [OPTIONS]."""
        pieces = super().collect_usage_pieces(ctx)
        return [
            {"[OPTIONS]": "[选项]"}.get(piece, piece.replace("COMMAND [ARGS]...", "命令 [参数]...")) for piece in pieces
        ]


class ChineseCommand(_ChineseHelp):
    """A command whose help is Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(
            click.Option(
                ["--help", "-h"], is_flag=True, is_eager=True, expose_value=False, callback=_help, help="显示帮助。"
            )
        )
        self.add_help_option = False


class ChineseGroup(_ChineseHelp, click.Group):
    """A group whose help is Chinese."""


def _help(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(ctx.get_help())
        ctx.exit()


def in_chinese(fault: click.ClickException) -> str:
    """What went wrong with the call, and how to mend it."""
    ctx = getattr(fault, "ctx", None)
    path = ctx.command_path if ctx else "xlperf"
    hint = f"。用 {path} --help 查看用法"
    match fault:
        case click.NoSuchOption():
            near = f"（是不是 {'、'.join(fault.possibilities)}？）" if fault.possibilities else ""
            return f"错误：没有选项 {fault.option_name}{near}{hint}"
        case click.MissingParameter():
            name = fault.param.make_metavar(ctx) if fault.param and ctx else "参数"
            if fault.param is not None and fault.param.param_type_name == "option":
                name = fault.param.opts[0]
            return f"错误：缺少 {name}{hint}"
        case click.BadParameter():
            return f"错误：参数不对：{_bad_value(fault.message)}{hint}"
        case click.exceptions.NoArgsIsHelpError():
            return fault.format_message()
        case click.UsageError():
            return f"错误：{_usage(fault.message)}{hint}"
        case click.FileError():
            return f"错误：文件 {fault.filename} 打不开，请检查路径和权限"
    return f"错误：{fault.format_message()}"


def _bad_value(message: str) -> str:
    """Click's sentences about paths and values, without the full stop."""
    name = (re.search(r"'(.*?)'", message, re.S) or ["", ""])[1]
    for ending, said in _SAID.items():
        if message.rstrip(".").endswith(ending):
            return f"{name} {said}"
    return message.rstrip("。.")


def _usage(message: str) -> str:
    if message.startswith("No such command"):
        return f"没有命令 {message.split(' ')[3].strip('.')}"
    if message.startswith("Got unexpected extra argument"):
        return f"多了参数 {message.partition('(')[2].rstrip(')')}"
    if "requires an argument" in message:
        return f"选项 {message.split(' ')[1]} 后面要写值"
    return message.rstrip("。.")

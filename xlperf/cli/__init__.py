"""Command line (命令行): one command, one file. Exit 0: no errors; 1: errors found; 2: unreadable file or wrong usage."""

import sys

import click

from xlperf.cli.chinese import ChineseGroup, in_chinese
from xlperf.cli.commands import COMMANDS
from xlperf.errors import XlperfError
from xlperf.usecases.faults import cannot_read

USAGE = 2


@click.group(cls=ChineseGroup, invoke_without_command=False)
@click.version_option(package_name="xlperf", message="xlperf %(version)s", help="显示版本号。")
@click.help_option("--help", "-h", help="显示帮助。")
def group() -> None:
    """xlperf：预算绩效自评表的模板、校验、转换与汇总。"""


for command in COMMANDS:
    group.add_command(command)


def main() -> None:
    """Run the command line; every fault of the operator is one Chinese sentence on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(group.main(prog_name="xlperf", standalone_mode=False) or 0)
    except click.exceptions.Abort:
        click.echo("已中断。", err=True)
    except click.ClickException as fault:
        click.echo(in_chinese(fault), err=True)
    except XlperfError as fault:
        click.echo(f"错误：{fault}", err=True)
    except BrokenPipeError:
        pass
    except OSError as fault:  # a path that may not even be looked at
        click.echo(f"错误：{fault.filename or '文件'} {cannot_read(fault)}", err=True)
    sys.exit(USAGE)

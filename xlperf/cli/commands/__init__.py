"""The commands, in the order the help shows them."""

import click

from xlperf.cli.commands.check import check
from xlperf.cli.commands.convert import convert
from xlperf.cli.commands.demo import demo
from xlperf.cli.commands.diff import diff
from xlperf.cli.commands.doctor import doctor
from xlperf.cli.commands.editions import editions
from xlperf.cli.commands.explain import explain
from xlperf.cli.commands.install import install, uninstall
from xlperf.cli.commands.libreoffice import libreoffice
from xlperf.cli.commands.macros import macros
from xlperf.cli.commands.register import register
from xlperf.cli.commands.report import report
from xlperf.cli.commands.rollup import rollup
from xlperf.cli.commands.rules import rules
from xlperf.cli.commands.template import template
from xlperf.cli.commands.trace import trace
from xlperf.cli.commands.wheelhouse import wheelhouse

COMMANDS: tuple[click.Command, ...] = (
    template, check, convert, register, rollup, report, trace, diff, demo, editions, rules, explain,
    doctor, install, uninstall, libreoffice, wheelhouse, macros,
)  # fmt: skip

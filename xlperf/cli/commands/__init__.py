"""The commands, in the order the help shows them."""

import click

from xlperf.cli.commands.check import check
from xlperf.cli.commands.convert import convert
from xlperf.cli.commands.demo import demo
from xlperf.cli.commands.editions import editions
from xlperf.cli.commands.explain import explain
from xlperf.cli.commands.rollup import rollup
from xlperf.cli.commands.rules import rules
from xlperf.cli.commands.template import template

COMMANDS: tuple[click.Command, ...] = (template, check, convert, rollup, demo, editions, rules, explain)

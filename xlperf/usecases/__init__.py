"""Use cases: what buttons, functions, command line and Python callers ask for. All of them run the one engine."""

from xlperf.usecases.checking import Checked, check_file, check_files, files_in, mark_copies, write_check_report
from xlperf.usecases.converting import convert
from xlperf.usecases.demonstrating import Demonstration, run_demo
from xlperf.usecases.explaining import explain, list_editions, list_rules
from xlperf.usecases.rolling import RollupResult, roll_up
from xlperf.usecases.templating import build_templates

__all__ = [
    "Checked",
    "Demonstration",
    "RollupResult",
    "build_templates",
    "check_file",
    "check_files",
    "convert",
    "explain",
    "files_in",
    "list_editions",
    "list_rules",
    "mark_copies",
    "roll_up",
    "run_demo",
    "write_check_report",
]

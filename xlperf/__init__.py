"""xlperf: templates, reading, checks, scores and roll-up for the yearly performance self-evaluation (绩效自评).

    import xlperf
    checked = xlperf.check_file(Path("报送件.xlsx"))
    for finding in checked.findings: print(finding.sheet, finding.cell, finding.message)

Names are loaded when first used, so that `import xlperf` stays quick and a command loads only what it needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from xlperf.usecases.checking import check_file, check_files, files_in, mark_copies, name_files, write_check_report
    from xlperf.usecases.comparing import compare_rollups
    from xlperf.usecases.converting import convert
    from xlperf.usecases.demonstrating import run_demo
    from xlperf.usecases.explaining import explain, list_editions, list_rules
    from xlperf.usecases.outputs import check_output, make_folder
    from xlperf.usecases.registering import make_register, read_register
    from xlperf.usecases.reporting import check_report, write_reports
    from xlperf.usecases.rolling import roll_up
    from xlperf.usecases.templating import build_templates
    from xlperf.usecases.tracing import trace

_HOMES = {
    "build_templates": "templating",
    "check_file": "checking",
    "check_output": "outputs",
    "check_report": "reporting",
    "name_files": "checking",
    "check_files": "checking",
    "compare_rollups": "comparing",
    "convert": "converting",
    "explain": "explaining",
    "files_in": "checking",
    "list_editions": "explaining",
    "list_rules": "explaining",
    "make_folder": "outputs",
    "make_register": "registering",
    "mark_copies": "checking",
    "read_register": "registering",
    "roll_up": "rolling",
    "run_demo": "demonstrating",
    "trace": "tracing",
    "write_check_report": "checking",
    "write_reports": "reporting",
}
"""public name → module of xlperf.usecases"""

__all__ = [
    "build_templates",
    "check_file",
    "check_files",
    "check_output",
    "check_report",
    "compare_rollups",
    "convert",
    "explain",
    "files_in",
    "list_editions",
    "list_rules",
    "make_folder",
    "make_register",
    "mark_copies",
    "name_files",
    "read_register",
    "roll_up",
    "run_demo",
    "trace",
    "write_check_report",
    "write_reports",
]


def __getattr__(name: str) -> Any:
    """Public names come from the use cases, loaded on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'xlperf' has no attribute {name!r}")
    return getattr(import_module(f"xlperf.usecases.{_HOMES[name]}"), name)

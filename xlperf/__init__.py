"""xlperf: templates, reading, checks, scores and roll-up for the yearly performance self-evaluation (绩效自评).

    import xlperf
    checked = xlperf.check_file(Path("报送件.xlsx"))
    for finding in checked.findings: print(finding.sheet, finding.cell, finding.message)

Names are loaded when first used, so that `import xlperf` stays quick.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from xlperf.usecases import (
        build_templates,
        check_file,
        check_files,
        convert,
        explain,
        files_in,
        list_editions,
        list_rules,
        mark_copies,
        roll_up,
        run_demo,
    )

__all__ = [
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
]


def __getattr__(name: str) -> Any:
    """Public names come from the use cases, loaded on first use."""
    if name not in __all__:
        raise AttributeError(f"module 'xlperf' has no attribute {name!r}")
    from xlperf import usecases

    return getattr(usecases, name)

"""What must hold between fields of a form, as the native checks and the colours at the cells use it.

Field ids only; a fact applies to every edition whose form has all its fields.
"""

from dataclasses import dataclass

from xlperf.model import form


@dataclass(frozen=True, slots=True)
class Limit:
    """`actual` must not be above `limit`. `optional`: both may stay blank where the unit has nothing of the kind."""

    form: str
    actual: str
    limit: str
    kind: str
    remedy: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Equal:
    """The fields of `left` together equal the fields of `right` together, or those of `instead` where it has any."""

    form: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    kind: str
    remedy: str
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Within:
    """The parts (其中) together are not above the whole."""

    form: str
    whole: str
    parts: tuple[str, ...]


_OVER = "核对两个数；确实超预算的，在报告里说明原因。"
_EXECUTED = "全年预算数应含全年追加；执行数大于预算数的，先核对预算数。"

LIMITS = (
    Limit("base", "staff_actual", "staff_quota", "staff_over", "核对编制数和在职人数；确实超编的，在报告里说明。"),
    Limit("base", "three_public_final", "three_public_budget", "three_public_over", _OVER),
    Limit("base", "public_funds_final", "public_funds_budget", "public_funds_over", _OVER),
    Limit("base", "meeting_training_final", "meeting_training_budget", "meeting_training_over", _OVER, True),
    Limit("base", "area_actual", "area_approved", "building_over", "核对批复文件；确实超规模的，在报告里说明。", True),
    Limit(
        "base", "invest_actual", "invest_budget", "building_over", "核对概算批复；确实超概算的，在报告里说明。", True
    ),
    Limit("dept", "total_executed", "total_budget", "executed_over_budget", _EXECUTED),
    Limit("dept", "fiscal_executed", "fiscal_budget", "executed_over_budget", _EXECUTED),
    Limit("dept", "other_executed", "other_budget", "executed_over_budget", _EXECUTED, True),
    Limit("dept", "basic_executed", "basic_budget", "executed_over_budget", _EXECUTED),
    Limit("dept", "project_executed", "project_budget", "executed_over_budget", _EXECUTED, True),
    Limit("project", "total_executed", "total_budget", "executed_over_budget", _EXECUTED),
    Limit("list", "total_executed", "total_budget", "executed_over_budget", _EXECUTED),
)

EQUALS = (
    Equal(
        "dept",
        ("income_sum",),
        ("total_executed",),
        "income_differs",
        "收入各项相加应等于年度资金总额（按全年执行数填，或按全年预算数填），逐项核对。",
        ("total_budget",),
    ),
    Equal(
        "dept",
        ("spend_sum",),
        ("total_executed",),
        "spending_differs",
        "基本支出加项目支出应等于全年执行数，逐项核对。",
    ),
    Equal(
        "dept",
        ("fiscal_budget", "other_budget"),
        ("basic_budget", "project_budget"),
        "sources_differ",
        "资金来源合计应等于资金结构合计（全年预算数）。",
    ),
    Equal(
        "dept",
        ("fiscal_executed", "other_executed"),
        ("basic_executed", "project_executed"),
        "sources_differ",
        "资金来源合计应等于资金结构合计（全年执行数）。",
    ),
)

WITHIN = tuple(
    Within(
        "base",
        f"public_funds_{column}",
        tuple(f"{p}_{column}" for p in ("office", "utilities_travel", "meeting_training")),
    )
    for column in ("prior", "budget", "final")
)

MAY_FALL = "adjustment"
"""Fields whose id begins so may be negative (预算调整)"""

WHOLE = ("staff_quota", "staff_actual")
"""People are counted whole"""

SIGNED_ON_PAPER = form.SIGNED_ON_PAPER
"""Signed by hand when the form is printed: blank in the file"""

NOT_ZERO = ("area_approved", "area_actual", "invest_budget", "invest_actual")
"""Left blank, not 0, where there is no building (楼堂馆所)"""

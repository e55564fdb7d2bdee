"""What there is: editions and rules."""

from xlperf.model.form import Edition
from xlperf.model.load import edition_ids, load_edition
from xlperf.rules import catalogue, explainable
from xlperf.rules.catalogue import Example, Rule
from xlperf.workbook.convert import label_of

_TABLES = {"indicators": "绩效指标", "spending": "一级项目", "projects": "项目清单"}
"""what a table's rows are, before 第1行"""


def list_editions() -> list[Edition]:
    """All editions (版本) there are, by id."""
    return [load_edition(edition) for edition in edition_ids()]


def list_rules() -> list[Rule]:
    """The catalogue of rules (审核公式), by code."""
    return list(catalogue().values())


def in_words(example: Example) -> str:
    """A bad example as a person would say it, with sheet and label: 附件2“绩效指标第1行·得分”填成“16”."""
    edition = load_edition(example.edition)
    return "，".join(_in_words(edition, key, value) for key, value in example.changes.items())


def _in_words(edition: Edition, key: str, value: str | None) -> str:
    form_id, _, field = key.partition(".")
    ordinal = ""
    if form_id == "project":
        ordinal, _, field = field.partition(".")
    form = edition.form(form_id)
    sheet = f"{form.sheet}-{ordinal}" if ordinal and form.repeats else form.sheet
    if not field:
        return f"{sheet}整张没有填"
    if field.startswith("@"):
        return f"{sheet}表头的年度写成“{value}”"
    label = f"{_TABLES.get(field.partition('.')[0], '')}{label_of(edition, form_id, field)}"
    return f"{sheet}“{label}”" + (f"填成“{value}”" if value and value.strip() else "空着")


def explain(code: str) -> Rule:
    """One rule. Raises OperatorError for a code that is unknown or retired."""
    return explainable(code)

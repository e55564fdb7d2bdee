"""What there is: editions and rules."""

from xlperf.model.form import Edition
from xlperf.model.load import edition_ids, load_edition
from xlperf.rules import catalogue, explainable
from xlperf.rules.catalogue import Rule


def list_editions() -> list[Edition]:
    """All editions (版本) there are, by id."""
    return [load_edition(edition) for edition in edition_ids()]


def list_rules() -> list[Rule]:
    """The catalogue of rules (审核公式), by code."""
    return list(catalogue().values())


def explain(code: str) -> Rule:
    """One rule. Raises OperatorError for a code that is unknown or retired."""
    return explainable(code)

"""Parts (分表): one form of a read file with what is needed to tell its rows, in the process that read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlperf.model.finding import Finding
from xlperf.model.form import Edition
from xlperf.model.load import load_edition
from xlperf.model.parameters import Parameters
from xlperf.model.submission import Cell, FilledForm, Repair, Submission
from xlperf.rollup.figures import Shown, added
from xlperf.rollup.ruling import NO_OUTCOMES, Outcomes
from xlperf.scoring.assess import Assessment, assess
from xlperf.scoring.compute import standing
from xlperf.scoring.rates import ratio

Line = dict[str, Any]
"""a row: column id → value"""


@dataclass(frozen=True)
class File:
    """A file that was read and checked. `name` is its path below the folder, `unit` the name it counts under."""

    name: str
    path: str
    sha256: str
    submission: Submission
    findings: tuple[Finding, ...]
    unit: str
    outcomes: Outcomes = NO_OUTCOMES
    assessed: Mapping[int, Assessment] = field(default_factory=dict, compare=False)
    """forms that the rules have recomputed already, by their number from 0"""

    @cached_property
    def edition(self) -> Edition:
        """The edition it was read by, for its own year."""
        return load_edition(self.submission.edition, self.submission.year)

    @property
    def year(self) -> int:
        """The year its forms say, else its edition's."""
        return self.submission.year or self.edition.year

    @cached_property
    def parts(self) -> tuple["Part", ...]:
        """Its forms in their order, and last what belongs to none of them."""
        forms = [Part(self, form, number) for number, form in enumerate(self.submission.forms)]
        return (*forms, Part(self, None, len(forms)))

    @cached_property
    def owners(self) -> list[int]:
        """For each finding the number of its part."""
        return _owners(self)

    @cached_property
    def parameters(self) -> Parameters:
        """In force at the edition's place in the submission's year."""
        return Parameters(self.edition.place, self.year)

    @cached_property
    def repaired(self) -> Mapping[tuple[str, str], str]:
        """(sheet, cell) → what reading changed there."""
        return {(repair.sheet, repair.cell): repair.what for repair in self.submission.repairs}


@dataclass(frozen=True)
class Part:
    """One form of a file; without a form: what the file says as a whole."""

    file: File
    form: FilledForm | None
    number: int
    """from 0, in the file"""
    kept: dict[str, list[Line]] = field(default_factory=dict, compare=False)
    """lines that several sheets ask for"""

    @property
    def filled(self) -> FilledForm:
        """The form. Only for parts that have one."""
        assert self.form is not None
        return self.form

    @property
    def kind(self) -> str:
        """base, dept, project, list; "" for the whole file."""
        return self.form.form if self.form else ""

    @property
    def edition(self) -> Edition:
        """The file's edition."""
        return self.file.edition

    @property
    def head(self) -> Line:
        """What every row begins with."""
        return {"unit": self.file.unit, "year": self.file.year}

    @cached_property
    def assessment(self) -> Assessment:
        """The figures of ours that stand beside the unit's."""
        known = self.file.assessed.get(self.number)
        return assess(self.filled, self.edition, self.file.parameters) if known is None else known

    @cached_property
    def origin(self) -> Line:
        """The file, its digest, the sheet."""
        sheet = self.form.sheet if self.form else ""
        return {"file": self.file.name, "path": self.file.path, "sha256": self.file.sha256, "sheet": sheet}

    def place(self, cell: str) -> Line:
        """Where a figure stands: file, its digest, sheet, cell; and what reading changed there."""
        sheet = self.origin["sheet"]
        return self.origin | {"cell": cell, "repair": self.file.repaired.get((sheet, cell), "")}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Those of this form; the whole file has those that no form has."""
        return tuple(f for f, n in zip(self.file.findings, self.file.owners, strict=True) if n == self.number)

    @cached_property
    def repairs(self) -> tuple[Repair, ...]:
        """Those on this form's sheet that no earlier form has; the whole file has the rest."""
        forms = self.file.submission.forms
        first = {form.sheet: n for n, form in reversed(list(enumerate(forms)))}
        return tuple(r for r in self.file.submission.repairs if first.get(r.sheet, len(forms)) == self.number)

    def money(self, kind: str) -> Shown:
        """`initial`, `budget`, `executed`: the form's money in 万元."""
        return added(cell for cells in self.money_cells(kind) for cell in cells)

    def rate(self, executed: Shown, budget: Shown) -> Decimal | None:
        """Executed ÷ budget as a ratio at the places in force; None where one of them is no number."""
        if not isinstance(executed, Decimal) or not isinstance(budget, Decimal):
            return None
        return ratio(executed, budget, places=int(self.file.parameters.number("rate_places")))

    def money_cells(self, kind: str) -> list[tuple[Cell, ...]]:
        """The cells behind `money`, field by field."""
        names = self.edition.form(self.kind).funds.get(kind, ())
        return [standing(self.filled, name, self.edition) for name in names]


def _owners(file: File) -> list[int]:
    """For each finding the number of its form. Where a sheet holds several project forms, a finding that names none
    goes to the first; what fits no form belongs to the whole file (one more than the last)."""
    forms = file.submission.forms
    numbers = []
    for finding in file.findings:
        here = [n for n, form in enumerate(forms) if (form.form, form.sheet) == (finding.form, finding.sheet)]
        own = [n for n in here if str(forms[n].ordinal) == project_of(finding)]
        numbers.append((own or here or [len(forms)])[0])
    return numbers


def project_of(finding: Finding) -> str:
    """The number of the project form that the finding is about, as its field says it (project.2.total_rate); or ""."""
    kind, _, rest = finding.field.partition(".")
    number = rest.partition(".")[0]
    return number if kind == "project" and number.isdecimal() else ""


def form_label(form: FilledForm) -> str:
    """附件1, 附件2, 附件3“业务工作经费”, 汇总表: how the officer calls a form."""
    label = {"base": "附件1", "dept": "附件2", "list": "项目汇总表"}.get(form.form)
    return label or f"附件3“{form.text('name') or form.sheet}”"


def counts(findings: Iterable[Finding]) -> Line:
    """By severity; a finding that only follows from another is not counted, as `check` leaves it out."""
    found = {"error": 0, "confirm": 0, "notice": 0}
    for finding in findings:
        if not finding.folded_under:
            found[finding.severity.value] += 1
    return found

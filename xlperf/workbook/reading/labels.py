"""Printed labels: what they come to without numbering, units, years and white space, and where they stand."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from xlperf.model.form import Edition, Form
from xlperf.model.layout import place
from xlperf.model.values import squeeze
from xlperf.workbook.reading.grid import Raw, Sheet

_FRONT = re.compile(r"^(其中:?|资金来源:|资金结构:|\([\d一二三四五六七八九十]+\)|[\d一二三四五六七八九十]{1,2}[、.,])")
_UNITS = re.compile(r"\((万元|元|m2|m²|人|个|%|\d+分?|[A-Z]|[A-Z]/[A-Z]|自动)\)")
FILLER = re.compile(r"[.…·。]+")


@lru_cache(maxsize=20_000)
def core(text: str, year: int = 0) -> str:
    """What a label comes to: `　1、公务用车购置和维护经费` → 公务用车购置和维护经费, `2022年决算数` → 上年决算数."""
    label = squeeze(text)
    label = re.sub(r"(\d{4})年度?", lambda m: {0: "本年", 1: "上年"}.get(year - int(m[1]), m[0]) if year else "", label)
    label = _UNITS.sub("", label)
    while (shorter := _FRONT.sub("", label)) != label and shorter:
        label = shorter
    return label.rstrip(":").replace("\u200b", "")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a sheet that holds one form: rows top to bottom - 1."""

    sheet: Sheet
    form: str
    top: int
    bottom: int
    title: str
    title_cell: tuple[int, int]

    def cells(self) -> Iterator[tuple[tuple[int, int], Raw]]:
        """Filled cells in reading order."""
        yield from sorted((at, raw) for at, raw in self.sheet.cells.items() if self.top <= at[0] < self.bottom)


class Labels:
    """Where the labels of a form stand in a segment."""

    def __init__(self, segment: Segment, edition: Edition, year: int) -> None:
        self.segment, self.year = segment, year
        self.known = known_labels(edition, edition.form(segment.form), year)
        self.places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, raw in segment.cells():
            if isinstance(raw.value, str):
                self.places[core(raw.typed, year)].append(at)

    def find(self, names: Iterable[str]) -> list[tuple[int, int]]:
        """Cells with one of these labels, in reading order."""
        return sorted(at for name in {core(name, self.year) for name in names} for at in self.places.get(name, ()))

    def is_label(self, at: tuple[int, int]) -> bool:
        """Whether a printed label stands in this cell."""
        raw = self.segment.sheet.cells.get(at)
        return raw is not None and isinstance(raw.value, str) and self.says_label(raw.typed)

    def says_label(self, text: str) -> bool:
        """Whether a text is a printed label, an amount behind a colon (其他资金：11.25) included."""
        label = core(text, self.year)
        return label in self.known or core(squeeze(text).rpartition(":")[0], self.year) in self.known - {""}


def field_names(label: str, aliases: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """`年度资金总额·执行率` → (row labels, column label); aliases stand for the row label."""
    row, _, column = label.partition("·")
    return (row, *aliases), column


def known_labels(edition: Edition, form: Form, year: int) -> frozenset[str]:
    """All labels that the form prints, or that other layouts print in their place."""
    texts = [box.text for box in place(edition, form) if box.role == "label"]
    for field in [*form.fields.values(), *(c for t in edition.tables.values() for c in t.columns.values())]:
        texts += [*field.label.split("·"), *field.aliases]
    texts += [
        form.attachment,
        form.caption,
        form.title,
        "单位（盖章）",
        "单位(盖章)",
        "绩效指标",
        "年度总体目标",
        "单位：万元",
    ]
    return frozenset(core(text, year) for text in texts if text)

"""Packed submissions come back exactly, or not at all."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlperf.errors import DamagedPack
from xlperf.model.packing import pack, unpack
from xlperf.model.sample import sample, sample_ids
from xlperf.model.submission import Cell, FilledForm, Repair, Submission
from xlperf.model.values import State

TEXTS = st.text(st.characters(codec=None), max_size=12)
"""half surrogates too: a damaged file can hold them"""
VALUES = st.one_of(
    st.none(),
    TEXTS,
    st.decimals(allow_nan=False),
    st.sampled_from([Decimal("1E+3"), Decimal("-0.00"), Decimal("5.0"), Decimal("0E-20")]),
    st.dates(),
    st.datetimes(),
)
CELLS = st.builds(
    Cell, TEXTS, TEXTS, VALUES, st.sampled_from(get_args(State)), TEXTS, TEXTS, TEXTS, st.booleans()
)  # fmt: skip
ROWS = st.dictionaries(TEXTS, CELLS, max_size=3)
YEARS = st.one_of(st.none(), st.integers(0, 9999))
FORMS = st.builds(
    FilledForm, TEXTS, st.integers(1, 99), TEXTS, TEXTS, YEARS, ROWS,
    st.dictionaries(TEXTS, st.lists(ROWS, max_size=3).map(tuple), max_size=2),
    st.lists(CELLS, max_size=2).map(tuple), TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=3),
)  # fmt: skip
REPAIRS = st.builds(Repair, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
SUBMISSIONS = st.builds(
    Submission, TEXTS, TEXTS, TEXTS, TEXTS, YEARS, TEXTS, st.lists(FORMS, max_size=3).map(tuple),
    st.lists(REPAIRS, max_size=2).map(tuple), st.lists(CELLS, max_size=2).map(tuple), TEXTS, TEXTS, TEXTS,
    st.dictionaries(st.tuples(TEXTS, TEXTS, TEXTS), TEXTS, max_size=2), st.lists(TEXTS, max_size=2).map(tuple),
)  # fmt: skip


@settings(deadline=None)
@given(SUBMISSIONS)
def test_any_submission_comes_back_exactly(submission: Submission) -> None:
    assert repr(unpack(pack(submission))) == repr(submission)  # repr: 5.0 is not 5.00, and the order of keys counts


@pytest.mark.parametrize("edition", sample_ids())
def test_samples_come_back_exactly(edition: str) -> None:
    told = sample(edition)
    packed = pack(told)
    assert unpack(packed) == told and repr(unpack(packed)) == repr(told)
    assert pack(unpack(packed)) == packed and len(packed) < 20_000


def test_kinds_of_values_stay_apart() -> None:
    values = ["12", Decimal("12"), date(2023, 12, 31), datetime(2023, 12, 31), "2023-12-31", "", None]
    cells = tuple(Cell("", "", value, "filled", "", "") for value in values)
    back = unpack(pack(replace(sample(sample_ids()[0]), unplaced=cells))).unplaced
    assert [(type(cell.value), cell.value) for cell in back] == [(type(value), value) for value in values]


PACKED = pack(sample("shigu_2023"))


@settings(deadline=None)
@given(st.integers(0, len(PACKED) - 1), st.integers(1, 255))
def test_one_changed_byte_is_refused(at: int, change: int) -> None:
    with pytest.raises(DamagedPack):
        unpack(PACKED[:at] + bytes([PACKED[at] ^ change]) + PACKED[at + 1 :])


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=60), st.integers(0, len(PACKED) - 1).map(lambda end: PACKED[:end])))
def test_other_and_cut_off_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(DamagedPack):
        unpack(content)


def test_bytes_behind_the_end_are_refused() -> None:
    with pytest.raises(ValueError, match="重新读取"):
        unpack(PACKED + b"\0")

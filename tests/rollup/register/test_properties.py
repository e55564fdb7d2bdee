"""Whatever is sent: no file is lost, both sums come out, no form counts twice, and the order of the files says nothing."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rollup.register.drawn import DUE, march, register, unit
from xlperf.model.register import Register
from xlperf.rollup.register.reminders import UnitState, reminders
from xlperf.rollup.register.sent import Brought, Sent
from xlperf.rollup.register.states import settle_sent
from xlperf.rollup.register.versions import what

NAMES = ["甲局", "乙局", "乙 局", "丙局", "丙局机关", "丁局", ""]
FORMS = [
    Brought("base"),
    Brought("dept"),
    Brought("list"),
    *(Brought("project", name) for name in ("A", "B", " A", "")),
]


@st.composite
def _files(draw: st.DrawFn) -> list[Sent]:
    names = draw(st.lists(st.text("ab12稿.", min_size=1, max_size=4), unique=True, max_size=9))
    dates = st.sampled_from(["", "没有", march(1), march(2), "2024-03-01T04:00:00Z", "2024-03-02"])
    files = []
    for name in names:
        forms = tuple(draw(st.lists(st.sampled_from(FORMS), max_size=4)))
        wrong = draw(st.booleans())
        faulty = tuple(draw(st.sets(st.integers(0, len(forms) - 1)))) if wrong and forms else ()
        files.append(
            Sent(
                name,
                draw(st.sampled_from(["", "1", "2", name])),
                unit=draw(st.sampled_from(NAMES)),
                code=draw(st.sampled_from(["", "", "001", "9"])),
                year=draw(st.sampled_from([2022, 2023, 2023, None])),
                saved=draw(dates),
                modified=draw(dates),
                receipt=draw(dates),
                forms=forms,
                has_errors=wrong,
                faulty=faulty,
                refused=draw(st.sampled_from(["", "", "", "读不了"])),
            )
        )
    return files


REGISTERS = st.sampled_from(
    [
        None,
        register(),
        register(
            unit("甲局", code="001"), unit("乙局"), unit("丙局", aliases="丙局机关", projects="A C"), unit("戊局")
        ),
        register(unit("甲局", owes=""), unit("丁局", code="001"), year=None),
    ]
)


@settings(deadline=None)
@given(_files(), REGISTERS)
def test_no_file_and_no_unit_is_lost(files: list[Sent], known: Register | None) -> None:
    found = settle_sent(files, known)
    assert [one.name for one in found.standings] == [sent.name for sent in files]
    equation = found.equation()
    assert equation.accepted + equation.refused + equation.superseded + equation.duplicate == len(files)
    assert sum(equation.states.values()) == len(files)
    assert equation.received + equation.missing == equation.registered == (len(known.units) if known else 0)
    assert all(one.reason for one in found.standings if one.state.term != "accepted")


@settings(deadline=None)
@given(_files(), REGISTERS, st.randoms(use_true_random=False))
def test_the_order_of_the_files_says_nothing(files: list[Sent], known: Register | None, chance: object) -> None:
    shuffled = list(files)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = settle_sent(files, known), settle_sent(shuffled, known)
    assert {one.name: one for one in first.standings} == {one.name: one for one in second.standings}


@settings(deadline=None)
@given(_files(), REGISTERS)
def test_no_form_of_a_unit_counts_from_two_files(files: list[Sent], known: Register | None) -> None:
    found = settle_sent(files, known)
    counted = Counter(
        (one.unit, one.sent.year, key) for one in found.standings for key in {what(form) for form in one.counted} - {""}
    )
    assert all(times == 1 for times in counted.values())


@settings(deadline=None)
@given(_files(), REGISTERS)
def test_every_form_sent_by_a_known_unit_counts_from_somewhere_or_its_file_says_why(
    files: list[Sent], known: Register | None
) -> None:
    found = settle_sent(files, known)
    assert all(one.reason for one in found.standings if len(one.counts) < len(one.sent.forms))
    counting = {one.unit for one in found.standings if one.state.term == "accepted"}
    readable = {one.unit for one in found.standings if one.unit and one.state.term != "duplicate"}
    assert readable == counting - {""}


@settings(deadline=None)
@given(_files(), REGISTERS)
def test_reminders_have_a_row_for_every_unit(files: list[Sent], known: Register | None) -> None:
    found = settle_sent(files, known)
    rows = reminders(found, DUE, "yueyang_2023")
    assert [row.unit for row in rows] == list(known.units if known else ())
    assert sum(row.state is UnitState.MISSING for row in rows) == found.equation().missing
    assert all(row.text() for row in rows)

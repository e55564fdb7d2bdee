"""Editions: every one loads; a variant says only what differs; what is wrong is named by file and key."""

from pathlib import Path

import pytest

from xlperf.errors import DefinitionError, OperatorError
from xlperf.model import load
from xlperf.model.layout import place
from xlperf.model.load import edition_ids, load_edition
from xlperf.model.parameters import Parameters, parameter_names


@pytest.mark.parametrize("edition", edition_ids())
def test_every_edition_loads_and_every_box_is_apart(edition: str) -> None:
    loaded = load_edition(edition)
    for form in loaded.forms.values():
        taken = [
            (box.row + r, box.column + c)
            for box in place(loaded, form)
            for r in range(box.height)
            for c in range(box.width)
        ]
        assert len(taken) == len(set(taken))


def test_a_variant_says_only_what_differs() -> None:
    city, district = load_edition("yueyang_2023"), load_edition("yueyanglou_2023")
    assert "unit_name" not in city.form("base").fields and "unit_name" in district.form("base").fields
    assert district.form("dept").fields["unit_name"].label == "预算单位名称"
    assert district.tables["indicators"].columns["score"].label == "自评得分"
    assert district.form("project").rows["carry"] == city.form("project").rows["carry"]
    assert set(load_edition("general_2020").forms) == {"project"}


def test_another_year_puts_other_years_in_labels() -> None:
    assert load_edition("yueyang_2023", 2025).form("base").fields["office_prior"].label == "办公经费·2024年决算数"


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("yueyang_2023", "yueyanglou_2023"):
        (tmp_path / f"{name}.toml").write_bytes((load.FOLDER / f"{name}.toml").read_bytes())
    monkeypatch.setattr(load, "FOLDER", tmp_path)
    load_edition.cache_clear()
    yield tmp_path
    load_edition.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('place = "430602"', 'place = "430602"\nplaec = "1"', "plaec"),
        ('place = "430602"', 'place = "430602"\nplace = "430603"', "place"),
        ('based_on = "yueyang_2023"', 'based_on = "yueyang_2024"', "based_on"),
        ('based_on = "yueyang_2023"', 'based_on = "yueyang_2023"\nwithout = ["list"]', "without"),
        ('unit = "{unit_label} | #unit_name', 'unit = "{unit_lable} | #unit_name', "unit_lable"),
        ('| #unit_name | < | < | < | < | <"', '| #unit_nmae | < | < | < | < | <"', "unit_nmae"),
        ('| #unit_name | < | < | < | < | <"', '| #unit_name | < | < | < | <"', "rows.unit"),
        ('| #unit_name | < | < | < | < | <"', '|  | < | < | < | < | <"', "unit_name"),
        ('label = "{unit_label}", kind = "text"', 'label = "{unit_label}", kind = "txet"', "kind"),
    ],
)
def test_a_wrong_definition_names_file_and_key(forms: Path, old: str, new: str, says: str) -> None:
    path = forms / "yueyanglou_2023.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DefinitionError) as fault:
        load_edition("yueyanglou_2023")
    assert "yueyanglou_2023.toml" in str(fault.value) and says in str(fault.value)


def test_an_unknown_edition_is_the_operators_fault() -> None:
    with pytest.raises(OperatorError, match="yueyang_2023"):
        load_edition("yueyang_1999")


@pytest.mark.parametrize("name", parameter_names())
def test_every_parameter_has_a_value_in_every_place_of_the_editions(name: str) -> None:
    for edition in edition_ids():
        loaded = load_edition(edition)
        assert Parameters(loaded.place, loaded.year).basis(name)


def test_the_nearest_place_wins() -> None:
    assert Parameters("4306", 2023)["execution_points"] == 10
    assert Parameters("4201", 2023)["execution_points"] == 20

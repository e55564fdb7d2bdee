"""Menu, toolbars and shortcut in a LibreOffice profile: out of the registry, kept by LibreOffice, taken away again."""

import re
from pathlib import Path

from lxml import etree

from tests.hosts.running import available, running_office
from xlperf.buttons.registry import all_buttons
from xlperf.hosts.libreoffice import menu, settings, setup

LABELS = [button.label for button in all_buttons()]


def titles(profile: Path, place: str) -> list[str]:
    """The words on what was put there, in order."""
    items = [line for line in settings.read(profile).splitlines() if f"AddonUI/{place}" in line]
    return re.findall(r'<node oor:name="m\d\d".*?"Title"[^>]*><value[^>]*>(.*?)</value>', "".join(items))


def test_menu_and_toolbars_have_every_button_of_the_registry(tmp_path: Path) -> None:
    assert menu.install(tmp_path)
    etree.fromstring(settings.read(tmp_path).encode())
    lines = settings.read(tmp_path)
    assert all(menu.address(button.name).replace("&", "&amp;") in lines for button in all_buttons())
    assert titles(tmp_path, "OfficeMenuBar") == LABELS
    assert sorted(titles(tmp_path, "OfficeToolBar")) == sorted(LABELS)


def test_it_can_be_repeated_and_taken_away(tmp_path: Path) -> None:
    menu.install(tmp_path)
    once = settings.read(tmp_path)
    menu.install(tmp_path)
    assert sorted(settings.read(tmp_path).splitlines()) == sorted(once.splitlines())
    assert menu.remove(tmp_path)
    assert "xlperf" not in settings.read(tmp_path)
    assert not menu.remove(tmp_path)


def test_what_the_user_has_chosen_stays(tmp_path: Path) -> None:
    """A key with a meaning of its own, a toolbar moved elsewhere, whatever else speaks of xlperf."""
    menu.install(tmp_path)
    key = '<node oor:name="D_SHIFT_MOD1" oor:op="replace"><prop oor:name="Command"><value xml:lang="en-US">'
    moved = (
        settings.read(tmp_path).replace("0,9", "0,1").replace(menu.address("next_finding").replace("&", "&amp;"), "x")
    )
    before = moved.replace("</oor:items>", '<item oor:path="/histories"><prop>xlperf</prop></item>\n</oor:items>')
    menu.remove(tmp_path)
    (tmp_path / settings.FILE).write_text(before, encoding="utf-8")
    assert key in before
    assert not menu.install(tmp_path)
    after = settings.read(tmp_path)
    assert "0,1" in after and "0,9" not in after
    assert after.count(key) == 1 and f"{key}x" in after
    menu.remove(tmp_path)
    assert f"{key}x" in settings.read(tmp_path) and "/histories" in settings.read(tmp_path)


if "libreoffice" in available():

    def test_libreoffice_keeps_it_and_knows_every_function(tmp_path: Path) -> None:
        """It writes its settings anew, in its own way; uninstalling finds everything nevertheless."""
        setup.install_bridge(tmp_path)
        with (
            running_office(tmp_path, environment={"XLPERF_SAID": str(tmp_path / "said")}) as app,
            app.books.add() as book,
        ):
            provider = book.api.getScriptProvider()
            assert all(provider.getScript(menu.address(button.name)) is not None for button in all_buttons())
            provider.getScript(menu.address("about")).invoke((), (), ())
            assert "xlperf" in (tmp_path / "said").read_text("utf-8")
        assert titles(tmp_path, "OfficeMenuBar") == LABELS
        assert 'oor:op="fuse"' in settings.read(tmp_path), "LibreOffice did not write its settings"
        setup.uninstall_bridge(tmp_path)
        assert "xlperf" not in settings.read(tmp_path)

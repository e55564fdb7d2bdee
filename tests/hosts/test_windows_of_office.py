"""LibreOffice with windows, on a screen of its own (Xvfb): real boxes, a real Esc key, a cell that comes into view."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
import xlwings as xw

from tests.hosts.running import available, running_office
from xlperf.hosts.libreoffice import LibreOfficeDesk
from xlperf.hosts.libreoffice.desk import TITLE
from xlperf.hosts.libreoffice.setup import SCRIPT, package_folders

PATIENCE_SECONDS = 30

PROBE = """
import sys, time
sys.path[:0] = {folders!r}

def desk():
    from xlperf.hosts.libreoffice import LibreOfficeDesk, bridge
    return LibreOfficeDesk(bridge.current_book())

def ask(question):
    return desk().ask(question)

def say(text):
    desk().say(text)
    return "closed"

def work(seconds):
    here, until, number = desk(), time.monotonic() + seconds, 0
    while time.monotonic() < until and not here.stopped():
        number += 1
        here.status("第 %d 个" % number)
        time.sleep(0.05)
    stopped = time.monotonic() < until
    here.status("")
    return stopped
"""

if "libreoffice" in available():

    @contextmanager
    def screen() -> Iterator[str]:
        """A screen that nobody sees, with a window manager; gives its DISPLAY."""
        missing = [name for name in ("Xvfb", "openbox", "xdotool") if shutil.which(name) is None]
        if missing:
            pytest.fail(
                f"apt-get install -y --no-install-recommends xvfb openbox xdotool (missing: {missing})", pytrace=False
            )
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24"]
        server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as answer:
            display = f":{answer.readline().strip()}"
        manager = subprocess.Popen(
            ["openbox"], env={**os.environ, "DISPLAY": display}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield display
        finally:
            for process in (manager, server):
                process.terminate()
                process.wait()

    class Person:
        """Whoever sits in front of that screen."""

        def __init__(self, display: str, app: xw.App) -> None:
            self._environment = {**os.environ, "DISPLAY": display, "LC_ALL": "C.UTF-8"}
            self._pool = ThreadPoolExecutor(1)
            self.book = app.books.add()

        def starts(self, function: str, *arguments: Any) -> "Future[Any]":
            """Run a function of the probe inside LibreOffice; the future has what it returns."""
            uri = f"vnd.sun.star.script:probe.py${function}?language=Python&location=user"
            script = self.book.impl.api.getScriptProvider().getScript(uri)
            return self._pool.submit(lambda: script.invoke(arguments, (), ())[0])

        def presses(self, key: str) -> None:
            self._xdotool("key", key)

        def answers(self, box: "Future[Any]", key: str) -> Any:
            """Press a key in a box until it closes: a box that has just appeared, or is closing, may not hear it."""
            until = time.monotonic() + PATIENCE_SECONDS
            while not box.done():
                assert time.monotonic() < until, f"no box {TITLE} that {key} closes"
                if self._xdotool("getactivewindow", "getwindowname") == TITLE:
                    self.presses(key)
                time.sleep(0.2)
            return box.result()

        def _xdotool(self, *words: str) -> str:
            done = subprocess.run(
                ["xdotool", *words], env=self._environment, capture_output=True, text=True, check=False
            )
            return done.stdout.strip()

    @pytest.fixture(scope="module")
    def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
        profile = tmp_path_factory.mktemp("windows")
        probe = (profile / SCRIPT).with_name("probe.py")
        probe.parent.mkdir(parents=True)
        probe.write_text(PROBE.format(folders=[str(folder) for folder in package_folders()]), encoding="utf-8")
        with screen() as display:
            environment = {"DISPLAY": display, "SAL_USE_VCLPLUGIN": "gen"}
            with running_office(profile, headless=False, environment=environment) as app:
                yield Person(display, app)

    @pytest.mark.parametrize(("key", "answer"), [("Return", True), ("Escape", False)])
    def test_a_question_is_answered_by_key(person: Person, key: str, answer: bool) -> None:
        assert person.answers(person.starts("ask", "要删除吗？"), key) is answer

    def test_a_message_waits_to_be_closed(person: Person) -> None:
        assert person.answers(person.starts("say", "做完了\n共 3 条"), "Return") == "closed"

    def test_esc_stops_a_long_run(person: Person) -> None:
        stopped = person.starts("work", PATIENCE_SECONDS / 2)
        while not stopped.done():  # a key that comes before anyone listens is lost
            time.sleep(0.3)
            person.presses("Escape")
        assert stopped.result() is True

    def test_a_cell_comes_into_view(person: Person) -> None:
        LibreOfficeDesk(person.book).jump(person.book.sheets[0].name, "AZ900")
        shown = person.book.impl.api.CurrentController.getByIndex(0).VisibleRange
        assert shown.StartRow <= 899 <= shown.EndRow
        assert shown.StartColumn <= 51 <= shown.EndColumn

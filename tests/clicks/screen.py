"""A screen without glass: Xvfb with a window manager, a mouse that really clicks, and pictures of what is seen."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SIZE = (2200, 1500)
_PROGRAMS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "import": "imagemagick"}


@dataclass(frozen=True)
class Screen:
    """A display and what one does with it."""

    display: str

    @property
    def environment(self) -> dict[str, str]:
        """For programs that are to appear on it."""
        return {"DISPLAY": self.display, "SAL_USE_VCLPLUGIN": "gen"}

    def click(self, x: int, y: int) -> None:
        """Move the mouse there, rest, press and let go."""
        self._xdotool("mousemove", str(x), str(y))
        time.sleep(0.15)
        self._xdotool("click", "1")

    def key(self, name: str) -> None:
        """Press a key: Escape, Return."""
        self._xdotool("key", name)

    def picture(self, path: Path, size: tuple[int, int] = SIZE) -> Path:
        """What is on the screen, from its upper left corner, as PNG."""
        crop = f"{size[0]}x{size[1]}+0+0"
        command = ["import", "-window", "root", "-crop", crop, "+repage", "+dither", "-colors", "128", str(path)]
        subprocess.run(command, env=self._env, check=True, timeout=60)
        return path

    @property
    def _env(self) -> dict[str, str]:
        return {**os.environ, **self.environment}

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._env, check=True, timeout=30, capture_output=True)


@contextmanager
def a_screen() -> Iterator[Screen]:
    """A display of one's own, gone afterwards."""
    missing = [package for program, package in _PROGRAMS.items() if shutil.which(program) is None]
    if missing:
        packages = " ".join(missing)
        pytest.fail(f"these tests need: apt-get install -y --no-install-recommends {packages}", pytrace=False)
    read, write = os.pipe()
    arguments = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(arguments, pass_fds=[write], **quiet)
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display}, **quiet)
    try:
        yield Screen(display)
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(20)

"""The wheelhouse with a pip of our own: closed over the target's requirements, tried offline, texts that cmd.exe can read."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.windows.machines import linux
from xlperf.errors import OperatorError
from xlperf.windows.machine import Machine
from xlperf.windows.this_machine import ThisMachine
from xlperf.windows.wheelhouse import own
from xlperf.windows.wheelhouse.collect import collect
from xlperf.windows.wheelhouse.needs import missing, read_wheel, wheels_in
from xlperf.windows.wheelhouse.target import Target
from xlperf.windows.wheelhouse.texts import command_file, guide

OWN = ['pandas>=2; python_version >= "3.9"', 'xlwings==0.37.8; extra == "excel"', 'pytest; extra == "test"']
INDEX = {
    "pandas": ("3.1.1", ['tzdata; sys_platform == "win32"', 'fcntl-thing; os_name == "posix"']),
    "tzdata": ("2026.6", []),
    "xlwings": ("0.37.8", ['pywin32>=224; platform_system == "Windows"', 'appscript; platform_system == "Darwin"']),
    "pywin32": ("312", []),
}


def wheel(folder: Path, name: str, version: str, requires: Sequence[str]) -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        *(f"Requires-Dist: {r}" for r in requires),
    ]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n\nText\n")
    return path


@dataclass
class Pip:
    """Downloads what it is asked for by name, and (like the real one on Linux) nothing that a Windows marker asks for."""

    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    calls: list[list[str]] = field(default_factory=list)
    lame: bool = False

    def __call__(self, arguments: Sequence[str]) -> tuple[int, str]:
        self.calls.append(list(arguments))
        verb = arguments[0]
        if verb in self.answers:
            return self.answers[verb]
        if verb == "wheel":
            wheel(Path(arguments[arguments.index("--wheel-dir") + 1]), "xlperf", "0.1.0", OWN)
        elif verb == "download" and not self.lame:
            folder = Path(arguments[arguments.index("--dest") + 1])
            for name, (version, requires) in INDEX.items():
                if any(word == name or word.startswith((f"{name}>", f"{name}=")) for word in arguments):
                    wheel(folder, name, version, requires)
        return 0, ""

    def of(self, verb: str) -> list[list[str]]:
        return [call for call in self.calls if call[0] == verb]


def gather(folder: Path, pip: Pip, target: Target | None = None, machine: Machine | None = None) -> list[str]:
    made = collect(folder, target or Target(), machine or linux(), pip)
    return [entry.name for entry in made.wheels]


def test_what_only_windows_needs_is_fetched_too(tmp_path: Path) -> None:
    pip = Pip()
    assert gather(tmp_path, pip) == ["pandas", "pywin32", "tzdata", "xlperf", "xlwings"]
    assert len(pip.of("download")) == 2
    for call in pip.of("download"):
        assert call[1:8] == [
            "--only-binary=:all:",
            "--platform",
            "win_amd64",
            "--python-version",
            "3.11",
            "--implementation",
            "cp",
        ]
    dry = pip.of("install")[0]
    assert {"--dry-run", "--no-index", "--find-links", "xlperf[excel]==0.1.0", "xlwings==0.37.8", "pywin32"} <= set(dry)


def test_a_second_run_downloads_nothing(tmp_path: Path) -> None:
    gather(tmp_path, Pip())
    again = Pip()
    assert "pywin32" in gather(tmp_path, again) and again.of("download") == []


def test_the_folder_holds_guide_command_and_books(tmp_path: Path) -> None:
    made = collect(tmp_path, Target(), ThisMachine(), Pip())
    assert {path.name for path in tmp_path.iterdir()} == {"wheels", "books", "安装说明.txt", "安装.cmd"}
    assert "general_2020.xlsx" in {path.name for path in made.books} and made.size > 10_000
    assert gather(tmp_path / "bare", Pip()) and not (tmp_path / "bare" / "books").exists()


@pytest.mark.parametrize(
    ("answers", "platform", "says"),
    [
        ({"download": (1, "ERROR: No matching distribution found for pandas\n[notice] x")}, "win32", "64 位 Python"),
        ({"download": (1, "ERROR: No matching distribution found for pandas")}, "win_amd64", "换一个 Python 版本"),
        ({"download": (1, "ERROR: Could not connect\n[notice] new pip")}, "win_amd64", "检查网络.*Could not connect"),
        ({"install": (1, "ERROR: ResolutionImpossible")}, "win_amd64", "离线试装没有通过.*ResolutionImpossible"),
        ({"wheel": (1, "")}, "win_amd64", "没有做成.*什么也没说"),
    ],
)
def test_faults_say_how_to_mend_them(
    answers: dict[str, tuple[int, str]], platform: str, says: str, tmp_path: Path
) -> None:
    with pytest.raises(OperatorError, match=says):
        gather(tmp_path, Pip(answers), Target(platform=platform))


def test_a_pip_that_brings_nothing_is_found_out(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match=r"还缺 pandas>=2、xlwings==0\.37\.8"):
        gather(tmp_path, Pip(lame=True))


def test_a_broken_wheel_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x-1-py3-none-any.whl"
    path.write_bytes(b"PK half")
    with pytest.raises(OperatorError, match=r"x-1-py3-none-any\.whl 坏了"):
        read_wheel(path)


def test_missing_follows_extras_versions_and_chains(tmp_path: Path) -> None:
    first = read_wheel(wheel(tmp_path, "a", "1", ["b[more]>=2", "Dotted.Name"]))
    wheel(tmp_path, "b", "1.9", [])
    wheel(tmp_path, "b", "2.0", ['c; extra == "more"', 'd; extra == "other"'])
    wheel(tmp_path, "dotted_name", "1", ["a"])
    assert missing(wheels_in(tmp_path), first, Target(), ()) == ["c"]


@pytest.mark.parametrize(
    ("python", "platform"), [("3.10", "win_amd64"), ("3", "win_amd64"), ("3.x", "win32"), ("3.11", "linux")]
)
def test_targets_that_make_no_sense(python: str, platform: str) -> None:
    with pytest.raises(OperatorError, match=r"不行|不支持"):
        Target(python, platform)


def test_the_command_file_is_safe_in_any_code_page() -> None:
    content = command_file(Target(), "0.1.0")
    text = content.decode("gbk")
    assert b"\r\n" in content and content.count(b"\n") == content.count(b"\r\n")
    for character in set(text):
        assert character.isascii() or min(character.encode("gbk")) >= 0x80, f"{character} holds a sign of cmd's own"
    for line in text.splitlines():
        assert line.isascii() or line.strip().startswith("echo "), line
    assert "{" not in text.replace("{0}", "") and "py -3.11\r\n" in text
    assert r"%LOCALAPPDATA%\xlperf" in text and "xlperf[excel]==0.1.0" in text and "Python311" in text


def test_every_label_of_the_command_file_exists() -> None:
    lines = command_file(Target("3.12"), "0.1.0").decode("gbk").splitlines()
    labels = {line[1:].strip() for line in lines if line.startswith(":")}
    words = [line.split() for line in lines]
    called = {word[1:] for line in words for word in line if word.startswith(":") and line[0] in ("call", "if")}
    jumped = {line[line.index("goto") + 1] for line in words if "goto" in line}
    assert called | jumped == labels == {"find", "try", "setup_python", "no_python", "failed", "end"}


def test_the_guide_has_the_exact_commands() -> None:
    content = guide(Target(), "0.1.0")
    text = content.decode("utf-8-sig")
    assert content.startswith(b"\xef\xbb\xbf") and "{" not in text
    for words in (
        "--no-index --find-links wheels",
        'xlperf.exe" install',
        "doctor",
        "uninstall",
        "解除锁定",
        "受信任位置",
        "64-bit",
    ):
        assert words in text
    narrow = guide(Target(platform="win32"), "0.1.0").decode("utf-8-sig")
    assert "64" not in narrow.replace("win_amd64", "") and "32 位" in narrow


def test_an_installed_xlperf_is_packed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if installed from a wheel: no source beside the package."""
    site, version = tmp_path / "site", "0.1.0"
    info = f"xlperf-{version}.dist-info"
    files = {
        "xlperf/__init__.py": "x = 1\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: xlperf\nVersion: {version}\n\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/INSTALLER": "pip",
        "../share/xlperf/xlperf.xlam": "PK",
        "../bin/xlperf": "#!",
        "xlperf/__pycache__/x.pyc": "",
    }
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (site / info / "RECORD").write_text("".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"]))
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setattr(own.xlperf, "__file__", str(site / "xlperf" / "__init__.py"))
    out = tmp_path / "out"
    out.mkdir()
    made = own.own_wheel(out, Pip())
    with zipfile.ZipFile(made) as archive:
        names = set(archive.namelist())
        record = archive.read(f"{info}/RECORD").decode()
    assert names == {
        "xlperf/__init__.py",
        f"{info}/METADATA",
        f"{info}/WHEEL",
        f"{info}/RECORD",
        f"xlperf-{version}.data/data/share/xlperf/xlperf.xlam",
    }
    assert all(f"{name}," in record for name in names) and record.count("sha256=") == len(names) - 1
    assert read_wheel(made).version == version


def test_files_of_an_environment_land_in_the_wheels_data() -> None:
    names = {
        "xlperf/a.py": "xlperf/a.py",
        "../../share/xlperf/a.xlsm": "D/share/xlperf/a.xlsm",
        "../../../share/xlperf/a.xlsm": "D/share/xlperf/a.xlsm",
        "../../Scripts/xlperf.exe": None,
        "xlperf-0.1.0.dist-info/RECORD": None,
        "xlperf-0.1.0.dist-info/entry_points.txt": "xlperf-0.1.0.dist-info/entry_points.txt",
    }
    assert {name: own.wheel_name(name, "D") for name in names} == names

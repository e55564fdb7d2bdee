"""install and uninstall on machines in memory: exactly what was put there goes away again."""

from copy import deepcopy

import pytest

from tests.windows.machines import ADDIN, CONF, VENV, XLSTART, FakeMachine, mac, windows
from xlperf.errors import OperatorError
from xlperf.windows.conf import lookup
from xlperf.windows.install import install, spell, uninstall

PYTHON = rf"{VENV}\Scripts\python.exe"
BEFORES = [
    None,
    b"",
    b'"CONDA PATH",""\r\n"INTERPRETER_WIN","D:\\other\\python.exe"\r\n"UDF MODULES","x"\r\n',
    '"PYTHONPATH","D:\\绩效"\n'.encode("gbk"),
    b'"interpreter_win","D:\\a.exe"',
    b"\xff\xfe not ours \x00\n\n",
]


def state(machine: FakeMachine) -> tuple[object, ...]:
    return deepcopy(machine.files), deepcopy(machine.folders)


@pytest.mark.parametrize("before", BEFORES)
@pytest.mark.parametrize("times", [1, 2])
def test_install_then_uninstall_leaves_every_byte_as_it_was(before: bytes | None, times: int) -> None:
    machine = windows()
    if before is not None:
        machine.put(CONF, before)
    start = state(machine)
    for _ in range(times):
        install(machine)
    assert lookup(machine.files[machine.path(CONF)], "INTERPRETER_WIN", "gbk") == PYTHON
    assert machine.files[machine.path(rf"{XLSTART}\xlperf.xlam")] == ADDIN
    assert state(machine) != start
    uninstall(machine)
    assert state(machine) == start


def test_other_keys_stay_and_the_old_file_is_backed_up() -> None:
    machine = windows()
    machine.put(CONF, BEFORES[2])
    said = install(machine)
    content = machine.files[machine.path(CONF)]
    assert lookup(content, "UDF MODULES", "gbk") == "x"
    assert machine.files[machine.path(CONF + ".xlperf-backup")] == BEFORES[2]
    assert any(r"原来是 D:\other\python.exe，卸载时恢复" in line for line in said)


def test_settings_made_since_survive_uninstall() -> None:
    machine = windows()
    machine.put(CONF, BEFORES[2])
    install(machine)
    path = machine.path(CONF)
    machine.files[path] += b'"SHOW CONSOLE","True"\r\n'
    uninstall(machine)
    assert machine.files[path] == BEFORES[2] + b'"SHOW CONSOLE","True"\r\n'


def test_an_addin_exchanged_since_is_left() -> None:
    machine = windows()
    install(machine)
    addin = machine.put(rf"{XLSTART}\xlperf.xlam", b"another one")
    said = uninstall(machine)
    assert machine.files[addin] == b"another one" and any("没有动" in line for line in said)


def test_uninstall_without_install_touches_nothing() -> None:
    machine = windows()
    machine.put(CONF, BEFORES[2])
    machine.put(rf"{XLSTART}\xlperf.xlam", ADDIN)
    start = state(machine)
    assert uninstall(machine) == [] and state(machine) == start


@pytest.mark.parametrize("locked", [CONF, rf"{XLSTART}\xlperf.xlam"])
def test_a_locked_file_stops_the_install_and_leaves_nothing_behind(locked: str) -> None:
    machine = windows()
    machine.put(CONF, BEFORES[2])
    start = state(machine)
    machine.locked = {machine.path(locked)}
    with pytest.raises(OperatorError, match="Excel 的所有窗口都关掉"):
        install(machine)
    assert state(machine) == start


def test_uninstall_while_excel_holds_the_addin_can_be_repeated() -> None:
    machine = windows()
    start = state(machine)
    install(machine)
    machine.locked = {machine.path(rf"{XLSTART}\xlperf.xlam")}
    with pytest.raises(OperatorError, match="Excel"):
        uninstall(machine)
    machine.locked = set()
    uninstall(machine)
    assert state(machine) == start


def test_a_broken_record_is_named() -> None:
    machine = windows()
    machine.put(CONF.replace("xlwings.conf", "xlperf-install.json"), b"{")
    with pytest.raises(OperatorError, match=r"xlperf-install\.json 读不懂"):
        uninstall(machine)


def test_no_addin_in_this_xlperf() -> None:
    machine = windows()
    del machine.files[machine.path(rf"{VENV}\share\xlperf\xlperf.xlam")]
    with pytest.raises(OperatorError, match="没有加载宏"):
        install(machine)
    with pytest.raises(OperatorError, match="找不到文件"):
        install(machine, machine.path(r"D:\nowhere.xlam"))
    install(machine, machine.put(r"D:\books\xlperf.xlam", b"given"))
    assert machine.files[machine.path(rf"{XLSTART}\xlperf.xlam")] == b"given"


def test_the_stores_python_is_refused() -> None:
    store = r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.11\python.exe"
    machine = windows(store)
    start = state(machine)
    with pytest.raises(OperatorError, match="应用商店"):
        install(machine)
    assert state(machine) == start


def test_a_user_folder_in_chinese_is_written_as_a_variable() -> None:
    home = "C:\\Users\\张三"
    machine = windows(rf"{home}\AppData\Local\xlperf\Scripts\python.exe", home)
    assert spell(machine, machine.python.executable) == r"%LOCALAPPDATA%\xlperf\Scripts\python.exe"
    install(machine)
    assert machine.files[machine.path(rf"{home}\.xlwings\xlwings.conf")].isascii()


def test_a_folder_in_chinese_elsewhere_is_written_in_the_code_page() -> None:
    machine = windows("D:\\绩效\\Scripts\\python.exe")
    install(machine)
    assert '"D:\\绩效\\Scripts\\python.exe"'.encode("gbk") in machine.files[machine.path(CONF)]


def test_letters_outside_the_code_page_are_refused() -> None:
    machine = windows("D:\\한글\\Scripts\\python.exe")
    machine.ansi = "cp1252"
    with pytest.raises(OperatorError, match="英文字母和数字"):
        install(machine)


def test_on_a_mac_the_applescript_comes_too() -> None:
    machine = mac()
    start = state(machine)
    said = install(machine)
    script = "/Users/wang/Library/Application Scripts/com.microsoft.Excel/xlwings-0.37.8.applescript"
    assert machine.files[machine.path(script)] == b"on VbaHandler"
    content = machine.files[machine.path("/Users/wang/Library/Containers/com.microsoft.Excel/Data/xlwings.conf")]
    assert lookup(content, "INTERPRETER_MAC", "utf-8") == "/Users/wang/xlperf/bin/python"
    assert sum("已放好" in line for line in said) == 2
    uninstall(machine)
    assert state(machine) == start


def test_a_script_of_xlwings_own_stays_on_the_mac() -> None:
    machine = mac()
    script = machine.put(
        "/Users/wang/Library/Application Scripts/com.microsoft.Excel/xlwings-0.37.8.applescript", b"on VbaHandler"
    )
    install(machine)
    uninstall(machine)
    assert script in machine.files


def test_a_settings_file_that_cannot_be_read_is_not_replaced() -> None:
    machine = windows()
    path = machine.put(CONF, BEFORES[2] or b"")

    def read(asked: object, limit: int | None = None) -> bytes | None:
        return None if asked == path else FakeMachine.read(machine, asked, limit)  # type: ignore[arg-type]

    machine.read = read  # type: ignore[method-assign]
    with pytest.raises(OperatorError, match="读不了设置文件"):
        install(machine)
    assert machine.files[path] == BEFORES[2]

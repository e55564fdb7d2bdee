"""Each check in both states: a machine set up well, and the same machine with one thing wrong."""

from collections.abc import Callable

import pytest

from tests.windows.machines import (
    ADDIN,
    CONF,
    EXCEL,
    HOME,
    POLICY,
    SECURITY,
    VENV,
    XLSTART,
    FakeMachine,
    linux,
    mac,
    program,
    windows,
)
from xlperf.windows.check import Check, State
from xlperf.windows.doctor import diagnose, healthy
from xlperf.windows.install import install
from xlperf.windows.office import find_excel, program_bits

Spoil = Callable[[FakeMachine], object]
ADDIN_FILE = rf"{XLSTART}\xlperf.xlam"
COM_SERVER = r"HKLM\SOFTWARE\Classes\CLSID\{00024500}\LocalServer32"
CHOICE = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsx\UserChoice"
DISABLED = r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
OFFICE = r"C:\Program Files\LibreOffice\program"
DEBIAN_PYTHON = ("/usr/bin/python3", "-c", "import uno; import sys; print('%d.%d' % sys.version_info[:2])")


def ready() -> FakeMachine:
    machine = windows()
    install(machine)
    return machine


def delete(path: str) -> Spoil:
    return lambda machine: machine.files.pop(machine.path(path))


def write(path: str, content: bytes) -> Spoil:
    return lambda machine: machine.put(path, content)


def register(key: str, **values: str | int | bytes) -> Spoil:
    names = {"default": ""}
    return lambda machine: machine.registry.update({key: {names.get(n, n): value for n, value in values.items()}})


def block(path: str) -> Spoil:
    return lambda machine: machine.zones.update({machine.path(path): b"[ZoneTransfer]\r\nZoneId=3\r\n"})


def only(checks: list[Check], state: State) -> list[str]:
    return [check.line for check in checks if check.state is state]


def test_a_machine_set_up_well_has_nothing_to_mend() -> None:
    checks = diagnose(ready())
    assert only(checks, State.WRONG) == only(checks, State.ATTENTION) == []
    assert healthy(checks) and len(checks) >= 9
    assert any("Excel 2016 以上 16.0.17928，64 位" in check.line for check in checks)


WRONG: list[tuple[Spoil, str, str]] = [
    (lambda m: m.versions.clear(), "xlwings：没有装", "pip install"),
    (lambda m: m.versions.update(xlwings="0.33.1"), "版本是 0.33.1", "0.37.8"),
    (write(rf"{VENV}\Lib\site-packages\xlwings\xlwings.bas", b"nothing"), "xlwings.bas 是 读不到", "pip install"),
    (delete(rf"{VENV}\xlwings64-0.37.8.dll"), "没有 xlwings64-0.37.8.dll，只有 xlwings32-0.37.8.dll", "pip install"),
    (delete(CONF), "没有设置文件", "xlperf install"),
    (write(CONF, b'"OTHER","1"\r\n'), "里没有这一项", "xlperf install"),
    (write(CONF, b'"INTERPRETER_WIN","D:\\gone.exe"\r\n'), "指向 D:\\gone.exe（这个文件不存在）", "xlperf install"),
    (delete(ADDIN_FILE), "xlperf.xlam 不存在", "xlperf install"),
    (write(ADDIN_FILE, b"older"), "是别的版本", "xlperf install"),
    (block(ADDIN_FILE), "被 Windows 锁定", "解除锁定"),
    (delete(rf"{VENV}\share\xlperf\xlperf.xlam"), "没有可以对照的加载宏", "重新安装"),
    (register(DISABLED, x="C:\\Users\\zhang\\xlperf.xlam".encode("utf-16-le")), "禁用的项目", "启用"),
    (register(COM_SERVER, default=r'"C:\Kingsoft\WPS Office\office6\et.exe" /Automation'), "WPS 顶替 Excel", "兼容"),
    (register(SECURITY, VBAWarnings=4), "信任中心禁用了所有宏", "宏设置"),
    (register(SECURITY, VBAWarnings=3), "只许有数字签名的宏", "受信任位置"),
    (register(POLICY, VBAWarnings=4), "组策略禁用了所有宏", "信息管理人员"),
    (register(POLICY, vbawarnings=4), "组策略禁用了所有宏", "xlperf check"),
    (register(r"HKLM\Software\Policies\Microsoft\Office\16.0\Common", VBAOff=1), "VBAOff", "信息管理人员"),
    (register(POLICY, DisableAllAddins=1), "组策略禁用了所有加载项", "信息管理人员"),
    (register(SECURITY, RequireAddinSig=1), "信任中心只许有数字签名的加载项", "去掉勾选"),
    (register(rf"{SECURITY}\Trusted Locations", AllLocationsDisabled=1), "全部被禁用", "受信任位置"),
    (lambda m: m.registry.clear(), "没有装，也没有 LibreOffice", "xlperf check"),
]


@pytest.mark.parametrize(("spoil", "found", "remedy"), WRONG)
def test_one_fault_is_found_with_its_remedy(spoil: Spoil, found: str, remedy: str) -> None:
    machine = ready()
    spoil(machine)
    checks = diagnose(machine)
    lines = only(checks, State.WRONG)
    assert len(lines) == 1, lines
    assert lines[0].startswith("有误　") and found in lines[0] and remedy in lines[0].partition("怎样改：")[2]
    assert not healthy(checks)


ATTENTION: list[tuple[Spoil, str, str]] = [
    (register(CHOICE, ProgId="KET.Sheet.12"), "双击 .xlsx 用 WPS 打开", "打开方式"),
    (register(CHOICE, ProgId="ET.Xlsx.6"), "双击 .xlsx 用 WPS 打开", "xlperf check"),
    (register(CHOICE, ProgId="WPS.ET.6"), "双击 .xlsx 用 WPS 打开", "Excel"),
    (register(SECURITY, VBAWarnings=1), "启用了所有宏", "并发出通知"),
    (register(POLICY, blockcontentexecutionfrominternet=1), "来自网络的文件", "解除锁定"),
    (register(rf"{SECURITY}\Trusted Locations\Location1", Path="D:\\a", AllowSubFolders=1), "不包括", "添加这个文件夹"),
    (lambda m: m.registry.pop(rf"{SECURITY}\Trusted Locations\Location1"), "注册表里还没有", "启动一次"),
    (block(rf"{VENV}\share\xlperf\xlperf.xlam"), "xlperf.xlam 被 Windows 锁定", "解除锁定"),
    (lambda m: m.variables.update(OneDrive=HOME), "在 OneDrive", "LOCALAPPDATA"),
    (
        lambda m: m.files.update({m.path(CONF): m.files[m.path(CONF)] + b'"CONDA PATH","D:\\conda"\r\n'}),
        "先启动 conda",
        "CONDA",
    ),
]


@pytest.mark.parametrize(("spoil", "found", "remedy"), ATTENTION)
def test_what_deserves_attention_is_said_and_does_not_fail(spoil: Spoil, found: str, remedy: str) -> None:
    machine = ready()
    spoil(machine)
    checks = diagnose(machine)
    lines = only(checks, State.ATTENTION)
    assert len(lines) == 1, lines
    assert found in lines[0] and remedy in lines[0].partition("怎样改：")[2]
    assert healthy(checks)


@pytest.mark.parametrize(
    ("executable", "version", "found"),
    [
        (rf"{VENV}\Scripts\python.exe", (3, 10, 4), "3.10.4"),
        (r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.11_q\python.exe", (3, 11, 9), "应用商店"),
    ],
)
def test_python_too_old_or_from_the_store(executable: str, version: tuple[int, int, int], found: str) -> None:
    assert any(found in line for line in only(diagnose(windows(executable, version=version)), State.WRONG))


def test_a_python_folder_vba_cannot_read() -> None:
    machine = windows("D:\\한글\\Scripts\\python.exe")
    machine.ansi = "cp1252"
    assert any("Excel 宏读不了的字" in line for line in only(diagnose(machine), State.WRONG))
    chinese = windows("D:\\绩效\\Scripts\\python.exe")
    assert any("路径" in line and "有中文" in line for line in only(diagnose(chinese), State.ATTENTION))


def test_the_interpreter_may_be_written_with_a_variable_or_under_the_old_name() -> None:
    machine = ready()
    for line in (
        rb'"INTERPRETER_WIN","%LOCALAPPDATA%\xlperf\Scripts\python.exe"',
        rb'"INTERPRETER","' + VENV.encode() + rb'\Scripts\PYTHON.EXE"',
    ):
        machine.put(CONF, line + b"\r\n")
        assert healthy(diagnose(machine))


def test_32_bit_excel_wants_the_32_bit_dll_whatever_python_is() -> None:
    machine = ready()
    machine.put(EXCEL, program(0x014C))
    checks = diagnose(machine)
    assert healthy(checks) and any("32 位；Python 是 64 位，不必相同" in check.found for check in checks)
    machine.files.pop(machine.path(rf"{VENV}\xlwings32-0.37.8.dll"))
    assert any("xlwings32-0.37.8.dll" in line for line in only(diagnose(machine), State.WRONG))


def test_dlls_beside_python_count_too() -> None:
    """A Python that is no virtual environment has them in its own folder."""
    machine = ready()
    for name in ("xlwings64-0.37.8.dll",):
        machine.put(rf"{VENV}\Scripts\{name}", machine.files.pop(machine.path(rf"{VENV}\{name}")))
    assert healthy(diagnose(machine))


def test_program_bits() -> None:
    assert [program_bits(program(kind)) for kind in (0x014C, 0x8664, 0xAA64, 0x1234)] == [32, 64, 64, None]
    assert program_bits(b"MZ") is None and program_bits(b"PK\x03\x04" * 40) is None


def test_excel_from_an_installer_of_old() -> None:
    machine = windows()
    machine.registry = {
        r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office\14.0\Excel\InstallRoot": {"Path": r"C:\Office14\\"}
    }
    machine.put(r"C:\Office14\EXCEL.EXE", program(0x014C))
    excel = find_excel(machine)
    assert excel and (excel.series, excel.bits) == ("14.0", 32)
    install(machine)
    assert any("老版本" in line for line in only(diagnose(machine), State.ATTENTION))


def test_wps_in_excels_app_path_is_no_excel() -> None:
    machine = windows()
    key = r"HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
    machine.registry[key] = {"": r"C:\Kingsoft\office6\et.exe"}
    assert find_excel(machine) is None


def test_libreoffice_stands_in_for_excel() -> None:
    machine = ready()
    machine.registry.clear()
    machine.put(rf"{OFFICE}\soffice.exe")
    machine.folders.add(machine.path(rf"{OFFICE}\python-core-3.8.16"))
    checks = diagnose(machine)
    assert healthy(checks) and any("xlperf libreoffice install" in line for line in only(checks, State.ATTENTION))
    machine.put(rf"{HOME}\AppData\Roaming\LibreOffice\4\user\Scripts\python\xlperf_bridge.py")
    assert any("是 3.8，xlperf 装在 3.11" in line for line in only(diagnose(machine), State.WRONG))
    machine.folders.remove(machine.path(rf"{OFFICE}\python-core-3.8.16"))
    machine.folders.add(machine.path(rf"{OFFICE}\python-core-3.11.9"))
    assert healthy(diagnose(machine))


def test_workbooks_a_user_asks_about() -> None:
    machine = ready()
    book = machine.put(r"D:\forms\form.xlsm")
    machine.put(r"D:\forms\~$form.xlsm")
    folder = machine.path(r"D:\forms")
    assert "不在受信任位置" in diagnose(machine, [folder])[-1].found
    machine.registry[rf"{SECURITY}\Trusted Locations\Location9"] = {"Path": "D:\\", "AllowSubFolders": 1}
    assert diagnose(machine, [book])[-1].found == "1 个工作簿没有被锁定，在受信任位置"
    machine.zones[book] = b"[ZoneTransfer]"
    checks = diagnose(machine, [folder])
    assert not healthy(checks) and "form.xlsm 被 Windows 锁定" in checks[-1].found and "解除锁定" in checks[-1].remedy
    cloud = machine.put(rf"{HOME}\OneDrive - Bureau\a.xlsx")
    assert diagnose(machine, [cloud])[-1].state is State.ATTENTION
    assert not healthy(diagnose(machine, [machine.path(r"D:\nothing here")]))
    rare = machine.put("D:\\한글\\a.xlsx")
    machine.ansi = "cp1252"
    assert "宏读不了的字" in diagnose(machine, [rare])[-1].found


LINUX_WRONG: list[tuple[Spoil, str, str]] = [
    (delete("/usr/bin/soffice"), "LibreOffice：没有装", "libreoffice-calc"),
    (delete("/usr/lib/libreoffice/program/pythonscript.py"), "pythonscript.py", "libreoffice-script-provider-python"),
    (
        delete("/home/li/.config/libreoffice/4/user/Scripts/python/xlperf_bridge.py"),
        "xlperf_bridge.py",
        "xlperf libreoffice install",
    ),
    (lambda m: m.answers.update({DEBIAN_PYTHON: "3.13\n"}), "是 3.13，xlperf 装在 3.11", "重新安装 xlperf"),
    (lambda m: m.answers.pop(DEBIAN_PYTHON), "缺 uno 模块", "python3-uno"),
    (lambda m: m.answers.update({("fc-list", ":lang=zh-cn", "family"): "\n"}), "中文字体：没有", "fonts-noto-cjk"),
]


@pytest.mark.parametrize(("spoil", "found", "remedy"), LINUX_WRONG)
def test_linux(spoil: Spoil, found: str, remedy: str) -> None:
    machine = linux()
    assert only(diagnose(machine), State.WRONG) == only(diagnose(machine), State.ATTENTION) == []
    spoil(machine)
    lines = only(diagnose(machine), State.WRONG)
    assert len(lines) == 1, lines
    assert found in lines[0] and remedy in lines[0].partition("怎样改：")[2]


def test_no_fc_list_is_no_fault() -> None:
    machine = linux()
    machine.answers.pop(("fc-list", ":lang=zh-cn", "family"))
    assert len(only(diagnose(machine), State.ATTENTION)) == 1 and healthy(diagnose(machine))


def test_mac() -> None:
    machine = mac()
    assert len(only(diagnose(machine), State.WRONG)) == 3
    install(machine)
    assert healthy(diagnose(machine))
    machine.folders.remove(machine.path("/Applications/Microsoft Excel.app"))
    assert not healthy(diagnose(machine))


def test_the_shipped_addin_is_also_found_beside_the_source() -> None:
    machine = ready()
    machine.packages["xlperf"] = machine.path(r"D:\source\xlperf")
    machine.files.pop(machine.path(rf"{VENV}\share\xlperf\xlperf.xlam"))
    machine.put(r"D:\source\macros\xlperf.xlam", ADDIN)
    assert healthy(diagnose(machine))

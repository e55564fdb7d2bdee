"""The machine the packages are for, seen from another one."""

from dataclasses import dataclass

from xlperf.errors import OperatorError

PLATFORMS = {"win_amd64": ("AMD64", 64), "win32": ("x86", 32)}
OLDEST = (3, 11)


@dataclass(frozen=True)
class Target:
    """Windows with a Python of this version."""

    python: str = "3.11"
    platform: str = "win_amd64"

    def __post_init__(self) -> None:
        if self.platform not in PLATFORMS:
            raise OperatorError(f"平台 {self.platform} 不支持；可以写 {' 或 '.join(PLATFORMS)}")
        parts = self.python.split(".")
        if len(parts) != 2 or not all(part.isdecimal() for part in parts) or tuple(map(int, parts)) < OLDEST:
            raise OperatorError(f"Python 版本 {self.python} 不行；请写 3.11 以上的两段版本号，如 3.11")

    @property
    def bits(self) -> int:
        """64 or 32."""
        return PLATFORMS[self.platform][1]

    @property
    def environment(self) -> dict[str, str]:
        """What requirement markers are read against there; pip itself reads them against the machine it runs on."""
        return {
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "os_name": "nt",
            "platform_machine": PLATFORMS[self.platform][0],
            "platform_python_implementation": "CPython",
            "platform_release": "10",
            "platform_system": "Windows",
            "platform_version": "10.0",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": "win32",
        }

    @property
    def pip_options(self) -> list[str]:
        """How pip is told."""
        options = ["--only-binary=:all:", "--platform", self.platform]
        return [*options, "--python-version", self.python, "--implementation", "cp"]

"""Settings of a desk (设置): ~/.xlperf/settings.toml, checked when read; every key has a default."""

import os
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xlperf.errors import OperatorError


class Settings(BaseModel):
    """What a user may choose. `submission_name`: 报送件 file name with {unit} and {year}."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    backups: int = Field(default=10, ge=1, le=1000)
    """备份份数: how many copies of a workbook are kept"""
    submission_name: str = "{unit}{year}年度绩效自评"
    """报送件文件名"""


def home() -> Path:
    """The folder for settings, backups and logs: XLPERF_HOME, else ~/.xlperf."""
    return Path(os.environ.get("XLPERF_HOME") or Path.home() / ".xlperf")


def load_settings() -> Settings:
    """The settings in force. Raises OperatorError naming file and key."""
    path = home() / "settings.toml"
    if not path.exists():
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise OperatorError(f"设置文件 {path} 写法有误：{fault}") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        raise OperatorError(f"设置文件 {path} 的 {'.'.join(map(str, first['loc']))} 有误：{first['msg']}") from fault

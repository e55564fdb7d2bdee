"""Places (存放位置): files of this machine, and by fsspec (an extra) those of stores such as s3:// or hdfs://."""

from pathlib import Path
from typing import Any

from xlperf.errors import OperatorError


def is_remote(path: str) -> bool:
    """Whether it names a place that is not this machine's file system."""
    return "://" in path


def read_bytes(path: str) -> bytes:
    """The content of a file. Raises OSError."""
    if not is_remote(path):
        return Path(path).read_bytes()
    with filesystem(path).open(path, "rb") as stream:
        return bytes(stream.read())


def filesystem(path: str) -> Any:
    """The file system that a place is on. Raises OperatorError where the extra for it is not installed."""
    try:
        import fsspec
    except ImportError as fault:
        raise OperatorError(f"{path} 不在本机，需要先安装：pip install 'xlperf[province]'") from fault
    try:
        return fsspec.core.url_to_fs(path)[0]
    except (ImportError, ValueError) as fault:
        raise OperatorError(f"{path} 这种存放位置打不开：{fault}") from fault

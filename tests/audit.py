"""Files checked against Office's own schemas and package rules (openxml-audit)."""

from functools import cache
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator

VERSIONS = (FileFormat.OFFICE_2010, FileFormat.MICROSOFT_365)
"""The oldest Excel a template must open in, and the newest."""


def audit(path: Path) -> list[str]:
    """Everything openxml-audit finds in the file at `path`, warnings included, as `version: [kind] part:xpath: text`.

    Empty when the file is right for all `VERSIONS`.
    """
    return [f"{version.value}: {error}" for version in VERSIONS for error in _validator(version).validate(path).errors]


@cache
def _validator(version: FileFormat) -> OpenXmlValidator:
    """The schemas take a while to load: once for each process."""
    return OpenXmlValidator(file_format=version)

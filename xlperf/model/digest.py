"""Digests (摘要): of an edition's definition, and of the values in a submission."""

import hashlib
import json

from xlperf.model.form import Edition
from xlperf.model.submission import Submission
from xlperf.model.values import plain, squeeze


def edition_digest(edition: Edition) -> str:
    """SHA-256 (hex) over the resolved definition as canonical JSON (sorted keys, UTF-8)."""
    data = edition.model_dump(mode="json")
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def values_digest(submission: Submission) -> str:
    """SHA-256 (hex) over what the cells mean: numbers as numbers, texts without white space; blanks do not count."""
    values = {
        key: squeeze(cell.typed) if cell.number is None else plain(cell.number)
        for key, cell in submission.flat().items()
        if not cell.is_blank
    }
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()

"""Files (原件) of a roll-up, from what the store keeps of them: for whoever needs more than the digests."""

from xlperf.model.packing import unpack
from xlperf.model.submission import Submission
from xlperf.rollup.entry import Entry
from xlperf.rollup.parts import File
from xlperf.rules import run
from xlperf.usecases.rolling.store import Store
from xlperf.usecases.rolling.versions import reading_version


class Files:
    """Readings and findings of the files of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, entry: Entry) -> File:
        """The file of an entry that was read, checked as it was. Raises KeyError for others (a fault of ours)."""
        submission = self.reading(entry)
        findings = tuple(run(submission).findings)
        return File(entry.name, entry.link, entry.sha256, submission, findings, entry.unit)

    def reading(self, entry: Entry) -> Submission:
        """What was read. Raises KeyError for an entry that was not (a fault of ours)."""
        packed = self._store.reading(entry.sha256, reading_version())
        if packed is None:
            raise KeyError(entry.name)
        return unpack(packed)

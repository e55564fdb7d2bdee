"""Roll-up (汇总): many submissions → digests → ledger → one workbook; one sheet, one file in sheets/.

`make_digest(file)` is the work where a file is read; `settle(entries)` says which files count; `write_rollup(…)` writes.
"""

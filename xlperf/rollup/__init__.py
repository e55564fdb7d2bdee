"""Roll-up (汇总): many submissions → ledger → long frames → one workbook; one sheet, one file in sheets/.

`settle(entries)` says which files count; `write_rollup(entries, path, made_on=…)` writes the workbook.
"""

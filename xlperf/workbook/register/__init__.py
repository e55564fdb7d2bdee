"""应报单位登记表, the officer's own workbook: its template, and how it is read."""

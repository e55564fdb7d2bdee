"""Hosts (宿主程序): the spreadsheet programs in which buttons and cell functions run; all of them speak xlwings' object model.

- `libreoffice/`: our xlwings engine over UNO, its desk, and the bridge that LibreOffice's own Python calls
- `answers.py`: answers prepared for automated runs, the same for every host
"""

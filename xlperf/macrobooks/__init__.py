"""Macro books (宏版): every template's .xlsm, 汇总工作台.xlsm and the add-in, built from `macros/`, buttons and functions."""

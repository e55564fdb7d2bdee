"""Functions for cells (单元格函数): one file in `cells/`, one function; all of them ask the one engine."""

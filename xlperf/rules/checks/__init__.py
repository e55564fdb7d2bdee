"""The rules, one file each; a file is named after its code."""

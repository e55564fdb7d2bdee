"""Checks of a machine: one subject, one file. A check is a function of a Machine that yields lines."""

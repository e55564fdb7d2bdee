"""Use cases: what buttons, functions, command line and Python callers ask for. All of them run the one engine.

One module each, so that a command loads only what it needs.
"""

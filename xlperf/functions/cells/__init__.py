"""The functions. One file, one function; to add one, copy a file, nothing else is edited."""

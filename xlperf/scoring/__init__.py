"""How rates and points are counted: pure functions of values and parameters."""

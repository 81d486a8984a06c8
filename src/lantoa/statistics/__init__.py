"""The indicator catalogue: every figure with its definition and its rows."""

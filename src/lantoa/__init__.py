"""Lan Tỏa: runs the emulation movement of a large organisation; every figure opens its rows."""

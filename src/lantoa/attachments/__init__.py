"""Stored files with checksum and kind; no rights of their own."""

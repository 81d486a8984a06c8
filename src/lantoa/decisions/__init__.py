"""Numbered legal documents that make a recognition or an award true."""

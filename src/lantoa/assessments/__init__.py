"""Yearly grading of grassroots unions under a scheme that is data."""

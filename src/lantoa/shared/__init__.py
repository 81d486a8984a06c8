"""Errors, periods, money, partial dates, Vietnamese text: no models, no domain words."""

"""The review report of a movement, live or frozen, on the page, in Word, PDF and XLSX."""

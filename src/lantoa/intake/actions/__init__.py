"""Everything that changes sent files: sending, reading, applying, undoing."""

"""Every question about figures that pages, reports and commands ask."""

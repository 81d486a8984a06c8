"""Every question about sent files, and what reading a file asks of the register."""

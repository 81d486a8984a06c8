"""Settings, root URLs, the command line, the embedded server."""

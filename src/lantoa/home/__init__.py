"""My work, dashboard, search, navigation, the lifetime file, error pages."""

"""Every question about units and people that other apps ask."""

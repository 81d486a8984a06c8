"""What the browser loads: styles, scripts, fonts and icons, and how they are built."""

"""Report definitions: TOML that names selections, tables, cards and levels, and no more."""

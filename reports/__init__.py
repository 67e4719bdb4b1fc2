"""Report definitions (TOML), read by the synthesis engine and by Fava's pages."""

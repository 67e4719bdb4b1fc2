"""From facts to the synthesis: cube, tables, indicators, controls, paths."""

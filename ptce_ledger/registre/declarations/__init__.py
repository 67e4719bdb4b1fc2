"""The kinds of « custom "ptce-…" » declarations."""

"""Fava made safe to open: the treasurer's own server, and the funder's on a published copy."""

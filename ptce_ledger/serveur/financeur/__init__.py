"""The funder's server: a published copy, read only, behind signed links."""

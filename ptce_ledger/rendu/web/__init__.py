"""The same tables as HTML: escaped, accessible, without script or inline style."""

"""Charts as SVG text, without script or style: one for the page, the site and print."""

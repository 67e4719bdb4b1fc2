"""Charts as SVG text: one drawing for the page, the static site and print.

No script and no style of its own: classes and patterns only, so that it works under a
strict Content-Security-Policy, in dark mode and on paper.
"""

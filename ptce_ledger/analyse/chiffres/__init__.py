"""Figures: their addresses, the facts behind them, those that are withheld or asserted."""

"""The treasurer's server: the whole of Fava, on her own machine."""

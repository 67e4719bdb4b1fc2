"""Renderers: the tables of a synthesis → text, each format a function of a module."""

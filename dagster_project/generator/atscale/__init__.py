"""Invented data of any size: the layouts and rules of the samples, drawn with numpy, a work of a region at a time."""

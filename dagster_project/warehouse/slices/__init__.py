"""Rebuilding a part of the warehouse: the regions a new file touches, by the SQL the last full build compiled."""

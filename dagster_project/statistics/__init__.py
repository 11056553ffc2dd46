"""Statistics that SQL is the wrong tool for, computed between the two dbt passes of a build (ADR 0009).

They read the tables of the first pass and write Parquet under `RSOKO_HOME/statistics`; the second pass stages it.
"""

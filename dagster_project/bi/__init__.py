"""Superset as code: published tables, charts and dashboards of this repository, and who may see what."""

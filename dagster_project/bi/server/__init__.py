"""A Superset of our own for this machine: metadata in SQLite, no redis, loopback only."""

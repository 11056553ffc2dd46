"""The second engine: a Spark cluster of processes on loopback, driven by the same dbt project. No Dagster import."""

"""Builds the warehouse from the lake: dbt in process, build beside, rename. No Dagster import here."""

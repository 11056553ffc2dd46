"""Mutation testing of the SQL: break a formula on purpose and see a unit test of dbt turn red. See `make mutate`."""

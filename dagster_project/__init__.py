"""РСОКО warehouse: ingest, gate, orchestration and publishing of school quality data."""

"""The folders of a run as a Dagster resource."""

from dataclasses import replace
from pathlib import Path

import dagster as dg

from dagster_project.settings import Settings


class Lake(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Landing and home folders; what is not given comes from the environment when a run starts, not at import."""

    landing: str | None = None
    home: str | None = None

    def settings(self) -> Settings:
        settings = Settings.from_env()
        return replace(
            settings,
            landing=Path(self.landing).resolve() if self.landing else settings.landing,
            home=Path(self.home).resolve() if self.home else settings.home,
        )

"""Prepare, start and stop the local Superset. It lives in an environment of its own, so everything is a subprocess."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from dagster_project.bi.errors import SupersetError
from dagster_project.settings import REPO_ROOT

ADMIN = "admin"
HOST = "127.0.0.1"
_CONFIG = Path(__file__).with_name("superset_config.py")
_APP = "superset.app:create_app()"
_PATIENCE = Retry(total=40, backoff_factor=0.2, backoff_max=3, status_forcelist=(404, 500, 502, 503))


@dataclass(frozen=True)
class LocalServer:
    """One server of one home.

    Args:
        home: folder of its metadata, secret, log and pid.
        environment: virtual environment with Superset in it (`make superset` installs it).
    """

    home: Path
    port: int = 8088
    environment: Path = Path(os.environ.get("RSOKO_SUPERSET_VENV") or REPO_ROOT / ".venv-superset")

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def _pid(self) -> Path:
        return self.home / "gunicorn.pid"

    @property
    def is_running(self) -> bool:
        try:
            os.kill(int(self._pid.read_text()), 0)
        except (OSError, ValueError):
            return False
        return True

    def start(self, admin_password: str) -> None:
        """Prepare the metadata where it is missing, set the administrator's password, start, wait for the login page.

        Raises:
            SupersetError: Superset is not installed, or a step of it failed.
        """
        if not (self.environment / "bin" / "superset").exists():
            raise SupersetError(f"В {self.environment} нет Superset: выполните `make superset`.")
        self.stop()
        self.home.mkdir(parents=True, exist_ok=True)
        is_new = not (self.home / "superset.db").exists()
        self._run("superset", "db", "upgrade")
        who = ("--username", ADMIN, "--password", admin_password)
        if is_new:
            names = ("--firstname", "РСОКО", "--lastname", "администратор", "--email", "admin@localhost")
            self._run("superset", "fab", "create-admin", *who, *names)
        else:
            self._run("superset", "fab", "reset-password", *who)
        self._run("superset", "init")
        self._serve()

    def _serve(self) -> None:
        workers = ("--workers", "2", "--worker-class", "gthread", "--threads", "4", "--timeout", "120")
        log = self.home / "superset.log"
        self._run(
            "gunicorn",
            *workers,
            "--bind",
            f"{HOST}:{self.port}",
            "--pid",
            str(self._pid),
            "--daemon",
            "--log-file",
            str(log),
            "--capture-output",
            _APP,
        )
        session = requests.Session()
        session.mount("http://", HTTPAdapter(max_retries=_PATIENCE))
        try:
            session.get(f"{self.url}/login/", timeout=60).raise_for_status()
        except requests.RequestException as error:
            raise SupersetError(f"Superset не отвечает на {self.url}: {error}. Журнал: {log}") from error

    def stop(self) -> None:
        """Stop the server if it runs."""
        if self.is_running:
            os.kill(int(self._pid.read_text()), signal.SIGTERM)
        self._pid.unlink(missing_ok=True)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.environment / "bin" / program), *arguments],
            env={**os.environ, **self._environment()},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SupersetError(f"{program} {arguments[0]}: код {done.returncode}\n{done.stderr[-2000:]}")

    def _environment(self) -> dict[str, str]:
        return {
            "SUPERSET_CONFIG_PATH": str(_CONFIG),
            "SUPERSET_HOME": str(self.home),
            "SUPERSET_SECRET_KEY": self._secret(),
            "FLASK_APP": _APP,
            "PYTHONPATH": "",
        }

    def _secret(self) -> str:
        path = self.home / "secret_key"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48))
        return path.read_text()

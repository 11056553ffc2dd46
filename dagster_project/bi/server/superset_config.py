"""Settings of the local Superset. Read by Superset itself (SUPERSET_CONFIG_PATH), in its own environment."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from reader_security import ReaderSecurityManager

_HOME = os.environ["SUPERSET_HOME"]

SECRET_KEY = os.environ["SUPERSET_SECRET_KEY"]
SQLALCHEMY_DATABASE_URI = f"sqlite:///{_HOME}/superset.db?check_same_thread=false"

APP_NAME = "РСОКО"
BABEL_DEFAULT_LOCALE = "ru"
D3_FORMAT = {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", " ₽"]}
LANGUAGES = {"ru": {"flag": "ru", "name": "Русский"}, "en": {"flag": "us", "name": "English"}}

TALISMAN_ENABLED = False  # loopback only: no https to force, and the content policy needs a public name
WTF_CSRF_ENABLED = True
FAB_ADD_SECURITY_API = True
CUSTOM_SECURITY_MANAGER = ReaderSecurityManager
ROW_LIMIT = 50_000
SQL_MAX_ROW = 100_000
CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
DATA_CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
FEATURE_FLAGS = {"ALERT_REPORTS": False, "ENABLE_TEMPLATE_PROCESSING": False, "DASHBOARD_RBAC": False}

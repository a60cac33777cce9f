"""How is django-helpdesk set up beside ours? As its own documentation has it: PostgreSQL, mails from a local folder, letters over SMTP.

Read by Django in the peers' own environment; where things are comes from the environment that bench/helpdesk.py gives it.
"""

import os
from pathlib import Path

_HOME = Path(os.environ["HELPDESK_HOME"])  # noqa: TID251 - a program of its own, told by who starts it

SECRET_KEY = "bench"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ["HELPDESK_POSTGRES"],  # noqa: TID251 - the same
        "NAME": os.environ["HELPDESK_DATABASE"],  # noqa: TID251 - the same
        "USER": "postgres",
        "CONN_MAX_AGE": None,
    }
}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ["HELPDESK_RELAY"])  # noqa: TID251 - the same
DEFAULT_FROM_EMAIL = "suporte@carteiro.example"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.admin",
    "django.contrib.messages",
    "django.contrib.humanize",
    "rest_framework",
    "helpdesk",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ROOT_URLCONF = "bench.beside.helpdesk_urls"
SITE_ID = 1
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = str(_HOME / "media")
STATIC_URL = "/static/"
HELPDESK_TEAMS_MODE_ENABLED = False
LOGGING_CONFIG = None

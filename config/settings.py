"""Settings of one city. Everything a deployment may change comes from the environment; nothing secret stands here."""

import os
import pathlib
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
STATE = pathlib.Path(os.environ.get("MOTCUA_STATE", ROOT / "var"))
CITY_FILE = STATE / "city"


def _flag(name: str, default: str = "0") -> bool:
    return os.environ.get(name, default) == "1"


def _secret() -> str:
    """From the environment, else a file under var/ made once by ops (never in the repository)."""
    if value := os.environ.get("MOTCUA_SECRET"):
        return value
    path = STATE / "secret"
    return path.read_text().strip() if path.exists() else "not-a-secret: set-up has not run yet"


def _from_file(name: str) -> str:
    """What stands in the file that the variable names: a secret is in no list of processes."""
    path = os.environ.get(name)
    return pathlib.Path(path).read_text().strip() if path else ""


def _of_city(variable: str, file: pathlib.Path, *, demo: str) -> str:
    """From the environment, else as found_city wrote it on this machine, else the demo's."""
    if value := os.environ.get(variable):
        return value.strip()
    if file.exists():
        return file.read_text(encoding="utf-8").strip()
    return demo if _flag("MOTCUA_DEMO") else ""


def _database(url: str) -> dict[str, object]:
    """postgresql://user:password@host:port/name, or ?host=/socket/folder for a socket."""
    u = urllib.parse.urlsplit(url)
    query = dict(urllib.parse.parse_qsl(u.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": u.path.lstrip("/"),
        "USER": urllib.parse.unquote(u.username or ""),
        "PASSWORD": urllib.parse.unquote(u.password or ""),
        "HOST": query.get("host") or u.hostname or "",
        "PORT": str(u.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}} if _flag("MOTCUA_POOL") else {},
        # With transactions pooled outside, a cursor of the server would be looked for in another connection.
        "DISABLE_SERVER_SIDE_CURSORS": _flag("MOTCUA_PGBOUNCER"),
    }


SECRET_KEY = _secret()
HAS_SECRET = bool(os.environ.get("MOTCUA_SECRET")) or (STATE / "secret").exists()  # else no process serves anybody
DEBUG = _flag("MOTCUA_DEBUG")
DEMO = _flag("MOTCUA_DEMO")  # demo accounts, the settable clock, the fake identity provider
ALLOWED_HOSTS = os.environ.get("MOTCUA_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("MOTCUA_ORIGINS", "").split(",") if o]
# Its bare name, “Huế”, in the head of every page and in every letter (kernel.web.site); "" where nobody said it.
CITY = _of_city("MOTCUA_CITY", CITY_FILE, demo="Cần Thơ")
# When somebody answers 1022: “7:00-21:00” every day, “7:30-17:00 workdays”; "" where nobody said it, then no page claims hours.
HOTLINE_HOURS = _of_city("MOTCUA_HOTLINE_HOURS", CITY_FILE.with_name("hotline"), demo="7:00-21:00")
PUBLIC_ADDRESS = os.environ.get("MOTCUA_ADDRESS", "http://127.0.0.1:8000")  # what QR codes and letters carry
PROXIES = int(
    os.environ.get("MOTCUA_PROXIES", "0")
)  # our own, each adding to X-Forwarded-For; kernel.limits counts by address

KERNEL = [
    "web",
    "notifications",
    "signing",
    "files",
    "forms",
    "search",
    "numbering",
    "limits",
    "worktime",
    "parameters",
    "journal",
]
ROOMS = ["portal", "desk", "services", "payments", "documents", "work", "agencies", "accounts"]
GATEWAYS = os.environ.get("MOTCUA_GATEWAYS", "identity,mail").split(",")

INSTALLED_APPS = [
    "stories",
    *[f"gateways.{name}" for name in GATEWAYS if name],
    *[f"city.{name}" for name in ROOMS],
    *[f"kernel.{name}" for name in KERNEL],
    "django_htmx",
    "lucide",
    "django.contrib.postgres",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "kernel.web.middleware.RequestId",
    "kernel.web.middleware.Looking",
    "kernel.web.middleware.SafeHeaders",
    "kernel.web.middleware.BodyLimit",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kernel.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "city.agencies.middleware.ActorMiddleware",
    "kernel.web.middleware.LoginByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kernel.web.middleware.Readable",
    "kernel.web.middleware.Refusals",
    "kernel.web.once.OncePerForm",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.context",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kernel.web.templatetags.motcua",
                "lucide.templatetags.lucide",
            ],
        },
    }
]

DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgresql://app@/motcua"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False  # an action is the transaction

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}}
]
CSRF_FAILURE_VIEW = "kernel.web.kept.csrf_failure"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"
if _flag("MOTCUA_TLS"):
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["kernel.web.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _flag("MOTCUA_PLAIN_STATIC")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILES_ROOT = STATE / "files"  # kernel.files: blobs by their sha256
KEYS_ROOT = STATE / "keys"  # kernel.signing: software keys; field and index keys of accounts
MAIL_ROOT = STATE / "mail"  # gateways.mail: letters of the demo, one file each
# Letters go by this server; without EMAIL_HOST they lie in MAIL_ROOT. The password stands in a file that only the city reads.
EMAIL_HOST = os.environ.get("MOTCUA_EMAIL_HOST", "")
EMAIL_USE_SSL = (
    os.environ.get("MOTCUA_EMAIL_TLS") == "direct"
)  # TLS from the first byte; else "start" (STARTTLS) or "none"
EMAIL_USE_TLS = EMAIL_HOST != "" and os.environ.get("MOTCUA_EMAIL_TLS", "start") == "start"
EMAIL_PORT = int(os.environ.get("MOTCUA_EMAIL_PORT") or (465 if EMAIL_USE_SSL else 587))
EMAIL_HOST_USER = os.environ.get("MOTCUA_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = _from_file("MOTCUA_EMAIL_PASSWORD_FILE")
DEFAULT_FROM_EMAIL = os.environ.get("MOTCUA_EMAIL_FROM", "motcua@localhost")
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
LARGEST_BODY = 60_000_000  # bytes of one request: a file of 50 MB and what stands around it
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # answers, not files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.logs.Discreet", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"motcua": {"level": "INFO"}, "django.server": {"level": "WARNING"}},
}

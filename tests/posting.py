"""The forms that stand on a page, as a browser without script reads them, and the garbage that people and machines put in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from lxml import html

# What every field of the product must take without a crash, whatever it then says about it.
TEXTS = {
    "sql": "'; DROP TABLE services_dossier; --",
    "html": '"><script>alert(1)</script><img src=x onerror=alert(2)>&amp;{{ 7|add:7 }}{% now "Y" %}%(x)s %s {0}',
    "long": "ă" * 20_000,
    "nul": "a\x00b",
    "controls": "a\x01\x1b[31m\x7f\u0085\u2028b",
    "right to left": "\u202eexe.fdp\u2066 שלום مرحبا",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈 🇻🇳\U0001f9ff",
    "spaces": " \t\u00a0\u3000\u200b\r\n ",
    "digits": "²",
    "other digits": "٣٤٥",
    "huge number": "9" * 40,
    "beyond int8": "9223372036854775808",
    "negative": "-1",
    "exponent": "1e999",
    "not a number": "NaN",
    "half a pair": "\ud800",
    "combining": "a" + "\u0301" * 300,
    "path": "../../../../etc/passwd",
    "format": "%n%n%s${jndi:ldap://x}",
    "date": "0000-00-00",
    "another's": "1",
}


IN_HIDDEN = ("sql", "nul", "digits", "huge number", "half a pair", "another's")  # what machines send there


@dataclass(frozen=True)
class Form:
    """One `<form method=post>`: where it leads, and what a browser would send untouched, in order."""

    action: str
    values: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    multipart: bool
    files: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]  # of each field that is chosen, the last value on offer

    def filled(self, text: str, *, hidden: bool) -> "Form":
        """Every field carries `text`; hidden ones (revisions, tokens, ids) only when asked."""
        own = dict(self.values)
        kept = {} if hidden else {name: own[name] for name in own if name not in self.names}
        return replace(self, values=(*kept.items(), *((name, text) for name in (own if hidden else self.names))))

    def answered(self, text: str, token: str) -> "Form":
        """As a person in a hurry would: what is empty gets a word, what is chosen the last choice."""
        chosen = dict(self.choices)
        pairs = (
            (name, value or chosen.get(name, "") or (text if name in self.names else "")) for name, value in self.values
        )
        return replace(self, values=(*pairs, ("csrfmiddlewaretoken", token)))

    def without(self, name: str) -> "Form":
        return replace(self, values=tuple(pair for pair in self.values if pair[0] != name))

    def doubled(self, text: str) -> "Form":
        return replace(self, values=(*self.values, *((name, text) for name in dict(self.values)), *self.values[:1]))


def forms_on(page: bytes, url: str) -> list[Form]:
    """The posting forms of a page that was answered at `url`, each address once."""
    found = [_read(form, url) for form in html.document_fromstring(page).forms if form.method.upper() == "POST"]
    return list({(one.action, one.names): one for one in found}.values())


def _read(form: Any, url: str) -> Form:
    shown = [e for e in form.inputs if e.name and e.get("type") not in ("hidden", "submit", "file")]
    files = tuple(e.name for e in form.inputs if e.name and e.get("type") == "file")
    names = tuple(dict.fromkeys(e.name for e in shown))
    untouched = dict.fromkeys(names, "") | dict(form.form_values())
    untouched.pop("csrfmiddlewaretoken", None)
    multipart = form.get("enctype") == "multipart/form-data"
    action = urljoin(url, form.get("action") or url)
    return Form(action, tuple(untouched.items()), names, multipart, files, tuple(_offered(shown)))


def _offered(shown: list[Any]) -> Iterator[tuple[str, str]]:
    for element in shown:
        if element.get("type") in ("radio", "checkbox"):
            yield element.name, element.get("value") or "on"
        elif element.tag == "select":
            yield element.name, ([value for value in element.value_options if value] or [""])[-1]


def spoiled(form: Form) -> Iterator[tuple[str, Form]]:
    """(what was done to it, the form): every text in every field, fields missing, doubled, all gone."""
    for label, text in TEXTS.items():
        if form.names:
            yield label, form.filled(text, hidden=False)
        if label in IN_HIDDEN and len(form.values) > len(form.names):
            yield f"{label} everywhere", form.filled(text, hidden=True)
    for name in dict(form.values):
        yield f"without {name}", form.without(name)
    yield "doubled", form.doubled("9999999")
    yield "empty", replace(form, values=())


def encoded(form: Form) -> tuple[str, bytes]:
    """(content type, body) as a machine that follows no rules would send it: half pairs and NULs included."""
    if not form.multipart:
        pairs = [f"{_quoted(name)}={_quoted(value)}" for name, value in form.values]
        return "application/x-www-form-urlencoded", "&".join(pairs).encode("ascii")
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in form.values]
    return "multipart/form-data; boundary=x", ("".join(parts) + "--x--\r\n").encode("utf-8", "surrogatepass")


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))

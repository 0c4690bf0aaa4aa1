"""Who may be asked for a page, and from which place on: read from the filled city."""

import random
from typing import Any

from django.db import connection

from kernel.access.pages import cursor_text
from kernel.actors import principal

DEEP = 200  # pages


def rows(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return list(cursor.fetchall())


_HELD = "SELECT u.username FROM accounts_user u JOIN agencies_appointment a ON a.user_id = u.id JOIN agencies_post p ON p.id = a.post_id "


class People:
    """User names, and the words that can be looked for."""

    def __init__(self) -> None:
        self.officials = [name for (name,) in rows(f"{_HELD} ORDER BY u.id")]
        self.clerks = self._with("dossiers.accept")
        self.examiners = self._with("dossiers.examine")
        self.registrars = self._with("documents.register", "documents.sign")
        self.residents = [
            n for (n,) in rows("SELECT username FROM accounts_user WHERE username LIKE 'resident.%' ORDER BY id")
        ]
        self.firm = self.residents[0]
        self.department = "sxd.motcua"  # the clerk of the office with a third of everything, who sees all of it
        self.codes = [
            c for (c,) in rows("SELECT code FROM services_dossier WHERE code IS NOT NULL ORDER BY random() LIMIT 1000")
        ]
        self.takers = [
            a for (a,) in rows("SELECT DISTINCT agency_id FROM services_offer WHERE valid @> current_date ORDER BY 1")
        ]
        self._known: dict[str, list[tuple[Any, ...]]] = {}

    def _once(self, sql: str) -> list[tuple[Any, ...]]:
        if sql not in self._known:
            self._known[sql] = rows(sql)
        return self._known[sql]

    def _with(self, *powers: str) -> list[str]:
        return [
            n
            for (n,) in rows(
                f"{_HELD} JOIN agencies_postpowers g ON g.post_id = p.id AND g.valid @> current_date WHERE g.powers && %s::varchar[] ORDER BY u.id",
                list(powers),
            )
        ]

    def open_of(self, dice: random.Random) -> tuple[str, str]:
        """(user name, submission) of a dossier and the post that holds its work."""
        known = self._once(
            "SELECT u.username, d.submission FROM work_item w JOIN services_dossier d ON d.id = w.about_id "
            "JOIN agencies_appointment a ON a.post_id = w.holder - 2000000000000 JOIN accounts_user u ON u.id = a.user_id "
            "WHERE w.closed_at IS NULL AND w.about_kind = 'services.dossier' ORDER BY w.id LIMIT 500"
        )
        username, submission = dice.choice(known)
        return str(username), str(submission)

    def mine(self, dice: random.Random) -> tuple[str, str]:
        """(user name, submission) of a resident and one of his dossiers."""
        known = self._once(
            "SELECT u.username, d.submission FROM accounts_user u JOIN services_party p ON p.person_id = u.person_id AND p.role = 'owner' "
            "JOIN services_dossier d ON d.id = p.dossier_id WHERE u.username LIKE 'resident.%' AND d.submitted_at IS NOT NULL ORDER BY d.id LIMIT 500"
        )
        username, submission = dice.choice(known)
        return str(username), str(submission)


def actor_key(username: str, kind: str) -> int:
    """The principal under which most of a person's rows stand: the person, or the office of his post."""
    if kind == "person":
        ((pk,),) = rows("SELECT person_id FROM accounts_user WHERE username = %s", username)
        return principal("person", pk)
    ((pk,),) = rows(
        "SELECT CASE WHEN g.kind = 'office' THEN g.id ELSE s.parent_id END FROM accounts_user u "
        "JOIN agencies_appointment a ON a.user_id = u.id JOIN agencies_post p ON p.id = a.post_id JOIN agencies_agency g ON g.id = p.agency_id "
        "JOIN agencies_agencystate s ON s.agency_id = g.id WHERE u.username = %s LIMIT 1", username
    )  # fmt: skip
    return principal("agency", pk)


def deep_in_readers(table: str, key: int, size: int) -> tuple[str, int]:
    """(?before= of page DEEP or of the last one, which page that is)"""
    ((many,),) = rows(f"SELECT count(*) FROM {table} WHERE principal = %s", key)
    page = max(1, min(DEEP, many // size))
    found = rows(
        f"SELECT sort_at, subject_id FROM {table} WHERE principal = %s ORDER BY sort_at DESC, subject_id DESC LIMIT 1 OFFSET %s",
        key, max(0, (page - 1) * size - 1),
    )  # fmt: skip
    return (cursor_text(found[0]), page) if found else ("", 1)


def deep_in_inbox(username: str, size: int) -> tuple[str, int]:
    """(?from= of page DEEP or of the last one, which page that is) of what lies with a person's post."""
    holder = "(SELECT 2000000000000 + a.post_id FROM agencies_appointment a JOIN accounts_user u ON u.id = a.user_id WHERE u.username = %s LIMIT 1)"
    ((many,),) = rows(f"SELECT count(*) FROM work_item WHERE holder = {holder} AND closed_at IS NULL", username)
    page = max(1, min(DEEP, many // size))
    found = rows(
        f"SELECT due_at, id FROM work_item WHERE holder = {holder} AND closed_at IS NULL ORDER BY due_at NULLS LAST, id LIMIT 1 OFFSET %s",
        username, max(0, (page - 1) * size - 1),
    )  # fmt: skip
    return (f"{found[0][0].isoformat()}~{found[0][1]}", page) if found and page > 1 else ("", 1)


def busiest_inbox() -> str:
    """Who has the most open work."""
    found = rows(
        "SELECT u.username FROM work_item w JOIN agencies_appointment a ON a.post_id = w.holder - 2000000000000 "
        "JOIN accounts_user u ON u.id = a.user_id WHERE w.closed_at IS NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    )
    return str(found[0][0])


def busiest_register(size: int) -> tuple[str, str, int]:
    """(user name, query of page DEEP or of the last one, which page): the longest book of this year."""
    ((agency, book, year, many, top),) = rows(
        "SELECT agency_id, book, year, count(*), max(number) FROM documents_registerentry GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 1"
    )
    page = max(1, min(DEEP, many // size))
    ((name,),) = rows(
        f"{_HELD} JOIN agencies_postpowers w ON w.post_id = p.id AND w.valid @> current_date JOIN agencies_agency g ON g.id = p.agency_id JOIN agencies_agencystate s ON s.agency_id = g.id "
        "WHERE (g.id = %s OR s.parent_id = %s) AND w.powers && '{documents.register,documents.sign}'::varchar[] ORDER BY u.id LIMIT 1", agency, agency
    )  # fmt: skip
    return str(name), f"book={book}&year={year}&before={top - (page - 1) * size + 1}", page

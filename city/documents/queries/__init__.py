"""Reads for other rooms: `documents` (find one), `papers` (print one), `verification` (is this paper true?)."""

from city.documents.engine.binding import bind
from city.documents.queries.documents import by_token, document_for, file_of, kind, register
from city.documents.queries.papers import printed, render
from city.documents.queries.verification import Verdict, check, check_file, check_token

__all__ = ["Verdict", "bind", "by_token", "check", "check_file", "check_token", "document_for", "file_of", "kind", "printed",
           "register", "render"]  # fmt: skip

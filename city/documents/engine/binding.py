"""Several printed papers as one file, in order, so that a printer is asked once."""

import io
from collections.abc import Iterable

import pikepdf


def bind(papers: Iterable[bytes]) -> bytes:
    """PDF bytes with every page of each; the same for the same input."""
    out = io.BytesIO()
    with pikepdf.new() as whole:
        for paper in papers:
            with pikepdf.open(io.BytesIO(paper)) as one:
                whole.pages.extend(one.pages)
        whole.save(out, deterministic_id=True)
    return out.getvalue()

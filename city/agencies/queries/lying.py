"""What lies at a post, in the rooms above, which this one does not know: each says it here in a sentence.

Asked by the pages that end a post or an appointment, before the day is written down."""

from collections.abc import Callable

from city.agencies.models import Post

Teller = Callable[[Post], str]
_tellers: list[Teller] = []


def tells(teller: Teller) -> Teller:
    """Register `teller(post)`: one sentence or two, or "" for nothing worth saying."""
    _tellers.append(teller)
    return teller


def lying_at(post: Post) -> list[str]:
    return [words for teller in _tellers if (words := teller(post))]

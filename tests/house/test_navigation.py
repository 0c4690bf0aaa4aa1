"""The ways in head and foot: rooms that are installed are reachable, powers are asked, and one says where one is."""

import pytest
from django.test import RequestFactory
from django.urls import NoReverseMatch, get_resolver, reverse

from config import navigation
from kernel.actors import Actor

EVERY = (
    navigation.PORTAL
    + navigation.DESK
    + navigation.FOOT_PORTAL
    + navigation.FOOT_DESK
    + navigation.ACCOUNT_RESIDENT
    + navigation.ACCOUNT_OFFICIAL
)


@pytest.mark.parametrize("entry", EVERY, ids=lambda entry: entry.name)
def test_an_entry_of_an_installed_room_leads_somewhere(entry):
    room = entry.name.split(":")[0]
    if room not in get_resolver().namespace_dict:
        pytest.skip(f"{room} has no addresses yet")
    try:
        assert reverse(entry.name).startswith("/")
    except NoReverseMatch:
        pytest.fail(f"{entry.name} is no address of {room}")


def test_the_longest_matching_way_is_where_one_is(monkeypatch):
    addresses = {"a": "/desk/", "b": "/desk/dossiers/", "c": "", "d": "/secret/"}
    monkeypatch.setattr(navigation, "_url", addresses.__getitem__)
    entries = [navigation.Entry(name.upper(), name, "secrets.read" if name == "d" else "") for name in addresses]
    request = RequestFactory().get("/desk/dossiers/H13/")
    plain = navigation._links(entries, request, Actor(kind="official"))
    assert plain == [
        {"label": "A", "url": "/desk/", "here": False},
        {"label": "B", "url": "/desk/dossiers/", "here": True},
    ]
    able = navigation._links(entries, request, Actor(kind="official", powers=frozenset({"secrets.read"})))
    assert [link["label"] for link in able] == ["A", "B", "D"]

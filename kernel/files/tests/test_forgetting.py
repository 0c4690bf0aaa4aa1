"""Bytes stay as long as something refers to them, and not longer; whoever keeps the same bytes at that moment has them."""

import datetime
import os
import threading
import time

import pytest
from django.apps import apps
from django.db import connections, models, transaction

from kernel import clock, files
from kernel.files import forgetting, intake, locks, store, sweeping
from kernel.files.models import Blob
from kernel.files.tests import made
from kernel.files.tests.test_intake import kept
from kernel.journal.models import JournalEntry

LATER = forgetting.GRACE + datetime.timedelta(minutes=1)


def put(data: bytes) -> Blob:
    blob = files.put_bytes(data, "application/xml")
    return aged(blob)


def aged(blob: Blob) -> Blob:
    """Written on the disk two days ago."""
    os.utime(store.place_of(blob.pk), (time.time() - 2 * forgetting.DAY,) * 2)
    return blob


def look(*blobs: Blob, later: datetime.timedelta = datetime.timedelta()) -> int:
    with clock.at(clock.now() + later):
        return sum(forgetting.forget_in(folder) for folder in {blob.pk[:2] for blob in blobs})


def stands(blob: Blob) -> tuple[bool, bool]:
    """The row, the bytes."""
    return Blob.objects.filter(pk=blob.pk).exists(), store.place_of(blob.pk).exists()


@pytest.mark.django_db
def test_what_nothing_refers_to_goes_after_the_grace_and_is_counted():
    blob = put(b"<old/>")
    assert (look(blob), look(blob, later=LATER - datetime.timedelta(minutes=2)), stands(blob)) == (0, 0, (True, True))
    assert (look(blob, later=LATER), stands(blob)) == (1, (False, False))
    entry = JournalEntry.objects.get(verb="files.files_forgotten")
    assert (entry.fact, entry.actor_kind) == ({"count": 1}, "system")
    assert look(blob, later=LATER) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("again", ["kept", "referred to"])
def test_what_is_used_again_begins_anew(again):
    blob, photo = put(b"<again/>"), Blob(pk="0" * 64, size=1, media_type="image/png")
    look(blob)
    if again == "kept":
        put(b"<again/>")
    else:
        photo.preview = blob
        photo.save()
        assert look(blob, later=LATER) == 0
        photo.delete()
    assert (look(blob, later=LATER), stands(blob)) == (0, (True, True))
    assert look(blob, later=2 * LATER) == 1


@pytest.mark.django_db
def test_the_copy_of_a_photo_goes_after_it_with_its_drawn_pages():
    photo = aged(kept(made.turned_jpeg(), "ảnh.jpg"))
    files.page_image(photo, 1, 88)
    copy = aged(photo.preview)
    drawn = store.incoming().parent / "pages" / copy.pk[:2] / copy.pk[2:4] / f"{copy.pk}-1-88.webp"
    assert drawn.exists()
    assert (look(photo), look(copy, later=LATER), stands(copy), drawn.exists()) == (0, 0, (True, True), True)
    look(photo, later=LATER)
    look(copy, later=LATER)
    assert (stands(photo), stands(copy), drawn.exists()) == ((False, False), (False, False), False)


@pytest.mark.django_db
def test_bytes_that_a_crash_left_without_a_row_are_found():
    blob = put(b"<crash/>")
    Blob.objects.filter(pk=blob.pk).delete()
    assert (look(blob), stands(blob)) == (1, (False, False))
    assert not JournalEntry.objects.filter(verb="files.files_forgotten").exists()


@pytest.mark.django_db
def test_every_key_to_a_blob_is_asked():
    keys = {
        field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.model is Blob
    }
    assert set(forgetting.references()) == keys
    assert len(keys) >= 4


@pytest.mark.django_db
def test_each_folder_has_its_turn_within_a_day(monkeypatch):
    seen = []
    monkeypatch.setattr(forgetting, "forget_in", seen.append)
    for turn in range(forgetting.FOLDERS):
        monkeypatch.setattr(time, "time", lambda turn=turn: 1_000_000_000 + (turn + 0.5) * sweeping.STEP)
        sweeping.forget_unused()
    assert sorted(seen) == [f"{number:02x}" for number in range(256)]


def aside(work):
    """In a thread with a connection of its own."""

    def closing():
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=closing)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_who_keeps_a_file_at_this_moment_is_not_robbed_of_it():
    blob = put(b"<held/>")
    look(blob)
    with transaction.atomic():
        put(b"<held/>")
        aside(lambda: look(blob, later=LATER)).join()
        assert stands(blob) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_who_keeps_it_while_it_is_being_forgotten_waits_and_keeps_it_anew(monkeypatch):
    blob = put(b"<both/>")
    known = intake._known
    at_the_door = threading.Event()

    def told(arrived):
        at_the_door.set()
        return known(arrived)

    monkeypatch.setattr(intake, "_known", told)
    with locks.held(blob.pk):
        keeper = aside(lambda: put(b"<both/>"))
        assert at_the_door.wait(30)
        Blob.objects.filter(pk=blob.pk).delete()
        store.place_of(blob.pk).unlink()
    keeper.join()
    assert stands(blob) == (True, True)
    assert store.place_of(blob.pk).read_bytes() == b"<both/>"


@pytest.mark.django_db(transaction=True)
def test_in_any_order_a_row_has_its_bytes(monkeypatch):
    """Four keep the same few contents over and over while two forget whatever they see, however young."""
    monkeypatch.setattr(forgetting, "GRACE", datetime.timedelta(days=-1))
    contents = [f"<n{n}/>".encode() for n in range(3)]
    blobs = [put(data) for data in contents]
    lost = []

    def keep():
        for data in contents * 15:
            put(data)

    def forget():
        for _round in range(25):
            look(*blobs)
            with transaction.atomic():
                for blob in blobs:
                    if locks.take(blob.pk) and stands(blob) == (True, False):
                        lost.append(blob.pk)

    threads = [aside(keep) for _ in range(4)] + [aside(forget) for _ in range(2)]
    [thread.join() for thread in threads]
    assert lost == []
    look(*blobs)
    assert {stands(blob) for blob in blobs} == {(False, False)}

"""The keys of identity numbers: made once by however many start at the same moment, and never half."""

import threading

import pytest

from city.accounts.engine import private_numbers


@pytest.fixture
def root(settings, tmp_path):
    settings.KEYS_ROOT = tmp_path / "keys"
    private_numbers._key.cache_clear()
    yield settings.KEYS_ROOT
    private_numbers._key.cache_clear()


def test_sixteen_that_start_at_once_hold_one_key(root):
    start, found = threading.Barrier(16), []

    def ask() -> None:
        start.wait()
        found.append(private_numbers._key.__wrapped__("index.key", root))

    threads = [threading.Thread(target=ask) for _ in range(16)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert (len(found), len(set(found)), len(found[0])) == (16, 1, 32)
    assert [(path.name, path.stat().st_mode & 0o777) for path in root.iterdir()] == [("index.key", 0o600)]


def test_half_a_key_is_refused_not_used(root):
    """A machine that stopped while an older version wrote it: better no city than numbers under an empty key."""
    root.mkdir()
    (root / "index.key").write_bytes(b"")
    with pytest.raises(ValueError, match="restore it"):
        private_numbers.index("092196002345")


def test_a_number_is_read_again_and_found_again(root):
    assert private_numbers.unseal(private_numbers.seal("092196002345")) == "092196002345"
    assert private_numbers.index("092196002345") == private_numbers.index("092196002345")
    assert private_numbers.seal("092196002345") != private_numbers.seal("092196002345")

"""Which gateway carries which channel. Gateways hand themselves over when they are ready."""

import time

from kernel.notifications.ports import Carrier

_carriers: dict[str, Carrier] = {}
_closed_at: dict[str, float] = {}  # monotonic seconds; known to this process only, the next one finds out by one letter


def use(channel: str, carrier: Carrier | None) -> Carrier | None:
    """From now on `carrier` carries this channel; None takes it away. Gives back the one before."""
    before = _carriers.pop(channel, None)
    _closed_at.pop(channel, None)
    if carrier is not None:
        _carriers[channel] = carrier
    return before


def of(channel: str) -> Carrier:
    return _carriers[channel]


def close(channel: str) -> None:
    """The carrier has just found its way closed."""
    _closed_at[channel] = time.monotonic()


def open_channels(rest: float) -> list[str]:
    """Channels that somebody carries and that were not found closed within the last `rest` seconds."""
    now = time.monotonic()
    return [channel for channel in _carriers if channel not in _closed_at or now - _closed_at[channel] >= rest]

"""Which gateway carries which channel. Gateways hand themselves over when they are ready."""

from kernel.notifications.ports import Carrier

_carriers: dict[str, Carrier] = {}


def use(channel: str, carrier: Carrier | None) -> Carrier | None:
    """From now on `carrier` carries this channel; None takes it away. Gives back the one before."""
    before = _carriers.pop(channel, None)
    if carrier is not None:
        _carriers[channel] = carrier
    return before


def of(channel: str) -> Carrier:
    return _carriers[channel]


def channels() -> list[str]:
    return list(_carriers)

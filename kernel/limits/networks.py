"""From where a request comes. What a client says of itself counts only as far as our own proxies have written it down."""

import ipaddress
from collections.abc import Mapping

from django.conf import settings

UNKNOWN = "unknown"


def network_of(meta: Mapping[str, object]) -> str:
    """The address of whoever asks ("203.0.113.7"), of IPv6 the /64 ("2001:db8:1:2::/64"): that is one house's line.

    settings.PROXIES proxies of ours stand before the application, each of which adds to X-Forwarded-For the address it
    was called from; so the right one is that many places from the end, and whatever a client wrote stands before it."""
    heard = [part.strip() for part in str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",") if part.strip()]
    peer = str(meta.get("REMOTE_ADDR") or "")
    return _network(heard[-settings.PROXIES] if 0 < settings.PROXIES <= len(heard) else peer)


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address.partition("%")[0].strip("[]"))
    except ValueError:
        return UNKNOWN
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)

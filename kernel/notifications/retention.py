"""Letters hold names and what was asked for: they are not kept longer than somebody may ask whether one was sent."""

import datetime

from kernel import clock, jobs
from kernel.notifications.models import Message

LETTERS = datetime.timedelta(days=365)


@jobs.every(seconds=24 * 3600)
def forget_old() -> int:
    """Delete letters sent more than a year ago. That one was sent, the journal of the room that asked for it knows."""
    old = Message.objects.filter(channel=Message.Channel.EMAIL, state=Message.State.SENT)
    return old.filter(sent_at__lt=clock.now() - LETTERS).delete()[0]

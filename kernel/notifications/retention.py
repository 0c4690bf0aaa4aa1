"""Letters hold names and what was asked for: they are not kept longer than somebody may ask whether one was sent."""

import datetime

from django.db.models import Q

from kernel import clock, jobs
from kernel.notifications.models import Message

LETTERS = datetime.timedelta(days=365)


@jobs.every(seconds=24 * 3600)
def forget_old() -> int:
    """Delete letters sent more than a year ago, and those that a year did not get out. What became of them matters no more;
    that one was written, the journal of the room that asked for it knows."""
    before = clock.now() - LETTERS
    ended = Q(state=Message.State.SENT, sent_at__lt=before) | Q(state=Message.State.DEAD, created_at__lt=before)
    return Message.objects.filter(ended, channel=Message.Channel.EMAIL).delete()[0]

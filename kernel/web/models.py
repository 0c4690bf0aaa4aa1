import datetime
from typing import ClassVar

from django.db import models

KEPT_FOR = datetime.timedelta(hours=1)


class KeptPost(models.Model):
    """A form that could not be taken because its session had ended, sealed with a key that only that browser has."""

    personal: ClassVar = ("sealed",)
    retention: ClassVar = "an hour, or until it is sent again (kernel.web.jobs)"

    key = models.CharField(max_length=64, primary_key=True)  # digest of the browser's token
    user = models.BigIntegerField()  # whose page it was; nobody else gets it back
    sealed = models.BinaryField()
    kept_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"form of user {self.user}, {self.kept_at}"

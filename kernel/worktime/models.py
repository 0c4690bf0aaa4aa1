from django.db import models


class Calendar(models.Model):
    name = models.CharField(max_length=120)

"""A pointer upwards, as values: who may not be imported may still be named."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class Ref:
    """`kind` is a model's lower-case label ("services.dossier"), `id` its key."""

    kind: str
    id: int

    def resolve(self) -> models.Model:
        """The row itself; raises its DoesNotExist. For desk pages and reactions, never for deciding who may see."""
        found: models.Model = apps.get_model(self.kind)._base_manager.get(pk=self.id)
        return found


def ref(about: "models.Model | Ref") -> Ref:
    if isinstance(about, Ref):
        return about
    return Ref(about._meta.label_lower, int(about.pk))


def label(model: Any) -> str:
    return str(model._meta.label_lower)

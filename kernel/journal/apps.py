from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "kernel.journal"

    def ready(self) -> None:
        from kernel import jobs
        from kernel.journal import extensions, guard, reactions

        connection_created.connect(guard.install)
        pre_migrate.connect(guard.off)
        pre_migrate.connect(extensions.create, sender=self)
        post_migrate.connect(guard.on)
        autodiscover_modules("events", "reactions", "jobs")
        jobs.source(reactions.deliver_some)

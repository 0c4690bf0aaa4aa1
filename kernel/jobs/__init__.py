"""The worker: drains sources of work and keeps periodic duties. Who brings work registers it here."""

from kernel.jobs.loop import every, run, run_due, source

__all__ = ["every", "run", "run_due", "source"]

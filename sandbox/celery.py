"""The sandbox's Celery app. Without a broker tasks run in the caller, as in such a Saleor."""

from celery import Celery

app = Celery("sandbox")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

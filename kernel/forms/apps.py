from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "kernel.forms"
    label = "kernel_forms"  # "forms" is the label of django.forms, which a project may install for its templates

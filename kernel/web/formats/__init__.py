"""Formats of the two languages for Django's own filters and form fields (settings.FORMAT_MODULE_PATH). See kernel.web.say."""

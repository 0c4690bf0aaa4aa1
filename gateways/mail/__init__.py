"""Letters by e-mail: through the SMTP server of the settings, else one .eml file each, which the demo shows at /mail/."""

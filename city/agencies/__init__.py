"""Agencies, their codes, posts, appointments and delegations, all dated; builds `request.actor`. Every room above may enter."""

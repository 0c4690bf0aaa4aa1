from typing import Any

from django.core.management.base import BaseCommand

from city.services.queries.demo_catalogue import demo_agencies
from stories.city import CITY_OFFICIALS, OFFICES, PASSWORD, RESIDENTS
from stories.departments import STAFF


class Command(BaseCommand):
    help = "Say who can sign in to the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Người dân / residents: /sign-in/ → VNeID (bản thử)")
        for _username, name, *_rest in RESIDENTS[:3]:
            self.stdout.write(f"  {name}")
        self.stdout.write(f"Cán bộ / officials: /sign-in/, mật khẩu / password {PASSWORD}")
        for one in CITY_OFFICIALS:
            self.stdout.write(f"  {one.username:22} {one.title}")
        for name, _short, _place, _level, _code, staff in OFFICES.values():
            for one in staff:
                self.stdout.write(f"  {one.username:22} {one.title}, {name}")
        names = {facts.key: facts.name for facts in demo_agencies()}
        for username, _name, keys in STAFF:
            self.stdout.write(f"  {username:22} {', '.join(names[key] for key in keys)}")

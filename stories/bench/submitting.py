"""Handing in with a 100 KiB file: a draft that waits for its paper, the upload, the submission."""

import os
import random
import secrets
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from city.accounts.models import User
from city.accounts.states import PersonKind
from city.agencies.models import Agency, AgencyState
from city.services.models.catalogue import Offer
from stories.bench import plans
from stories.bench.probe import measure, watching
from stories.bench.services import Browsers, Line, caller
from stories.cast import Player, found

SIZE = 100 * 1024
ANSWERS = {"request_text": "Đề nghị xác nhận tình trạng hôn nhân.", "receiving_way": "online"}
PROCEDURE = "1.004873"


@dataclass(frozen=True)
class Ready:
    """A filled-in draft whose papers are still missing."""

    username: str
    submission: str
    token: str


def prepare(many: int, usernames: Sequence[str], *, seed: int = 3) -> list[Ready]:
    """Drafts of different people at different communes; not part of what is measured."""
    dice = random.Random(seed)
    standing = AgencyState.objects.on().values("agency")  # offers of dissolved agencies are kept too
    offers = Offer.objects.filter(procedure__national_code=PROCEDURE, agency__in=standing).select_related("agency")
    takers = [offer.agency for offer in offers.order_by("pk")]
    return [_draft(dice.choice(usernames), dice.choice(takers)) for _ in range(many)]


def _draft(username: str, agency: Agency) -> Ready:
    made = found(Player(username).drafts(PROCEDURE, agency.name, ANSWERS))
    return Ready(username, made.submission, made.idempotency)


def pdf(size: int = SIZE) -> bytes:
    """One page of exactly `size` bytes whose content differs each time, so that nothing is known already."""
    head = b"%PDF-1.7\n"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>",
    ]  # fmt: skip
    body, offsets = head, []
    for no, one in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (no, one)
    tail_length = 420
    text = b"0.5 g 50 50 200 200 re f\n%" + secrets.token_hex((size - len(body) - tail_length) // 2).encode() + b"\n"
    offsets.append(len(body))
    body += b"4 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (len(text), text)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    end = b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"%" + b" " * (size - len(body) - len(table) - len(end) - 2) + b"\n" + table + end


def upload(browsers: Browsers, ready: Ready) -> None:
    file = SimpleUploadedFile("giay-to.pdf", pdf(), "application/pdf")
    _post(browsers, ready, "papers", {"file": file, "title": "Giấy xác nhận"}, to="papers/")


def submit(browsers: Browsers, ready: Ready) -> None:
    _post(browsers, ready, "submission", {"token": ready.token}, to="submitted/")


def read(ready: Ready) -> Ready:
    """As the page before the button shows it: each change of a draft gives it another token."""
    return replace(ready, token=found(ready.submission).idempotency)


def _post(browsers: Browsers, ready: Ready, what: str, data: dict[str, object], *, to: str) -> None:
    response = browsers.of(ready.username).post(f"/drafts/{ready.submission}/{what}/", data, REMOTE_ADDR=caller())
    where = response.headers.get("Location", "").partition("?")[0].partition("#")[0]
    if response.status_code != 302 or not where.endswith(to):
        raise RuntimeError(f"{what} of {ready.submission} answered {response.status_code} {where}")


def lines(browsers: Browsers, times: int) -> Iterator[Line]:
    """The upload and the submission of the same drafts."""
    ready = prepare(times + 6, residents(40))
    for one in ready:
        browsers.of(one.username)
    for name, step in (("upload of a 100 KiB file", upload), ("submission", submit)):
        left = iter([read(one) for one in ready])
        cost = measure(lambda: step(browsers, next(left)), times)  # noqa: B023 (called before the next turn)
        with watching() as watch:
            step(browsers, next(left))
        yield Line(name, None, cost, plans.of(watch.statements))


def rate(
    browsers: Browsers, many: int, steps: Sequence[Callable[[Browsers, Ready], None]], *, processes: int = 2
) -> float:
    """How often a second all `steps` are done, by so many processes at once; to read the token takes one statement more."""
    ready = prepare(many, residents(40))
    for one in ready:
        browsers.of(one.username)
    connections.close_all()  # a session of the database is never shared with a child
    began = time.perf_counter()
    children = [_fork(browsers, ready[no::processes], steps) for no in range(processes)]
    if any(os.waitpid(pid, 0)[1] for pid in children):
        raise RuntimeError("a process of the bench failed")
    return many / (time.perf_counter() - began)


def _fork(browsers: Browsers, ready: Sequence[Ready], steps: Sequence[Callable[[Browsers, Ready], None]]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        for one in ready:
            for step in steps:
                step(browsers, read(one))
        connections.close_all()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def residents(many: int) -> list[str]:
    """Natural persons with a sign-in."""
    rows = User.objects.filter(username__startswith="resident.", person__kind=PersonKind.NATURAL).order_by("pk")
    return list(rows.values_list("username", flat=True)[:many])

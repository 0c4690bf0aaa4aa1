"""Letters through a real SMTP conversation and into real files; the demo's letter box."""

import dataclasses
import datetime
import email
import email.policy
import socketserver
import threading

import pytest

from gateways.mail import letters
from gateways.mail.carriers import FolderCarrier, SmtpCarrier
from kernel import clock
from kernel.notifications.ports import Letter, Undeliverable

WRITTEN = datetime.datetime(2026, 3, 2, 8, 30, tzinfo=clock.ZONE)
LETTER = Letter(
    "message-5", "anh@example.vn", "Đã nhận hồ sơ H13-1", "Kính gửi chị Ánh.\nXem: http://127.0.0.1/x", WRITTEN
)


class Conversation(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a client needs: answers, and keeps what came."""

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "DATA":
                self._say("354 go on")
                self.server.got.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            self._say(self.server.answers.get(word, "250 well"))
            if word == "QUIT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def post_office(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads, server.got, server.answers = True, [], {"QUIT": "221 bye"}
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.DEFAULT_FROM_EMAIL, settings.PUBLIC_ADDRESS = (
            "Một cửa <mot-cua@example.vn>",
            "https://mot-cua.example.vn",
        )
        yield server
        server.shutdown()


WORDS = "Hồ sơ H13.101-261130-0004 “Thủ tục đăng ký khai sinh” đã được tiếp nhận, hẹn trả kết quả ngày 30/11/2026 " * 3


@pytest.mark.parametrize("length", range(1, 240))
def test_no_space_of_a_subject_is_lost_where_it_is_folded(length):
    subject = " ".join(WORDS[:length].split())
    sent = letters.as_email(dataclasses.replace(LETTER, subject=subject)).as_bytes()
    assert email.message_from_bytes(sent, policy=email.policy.default)["Subject"] == subject
    head = sent.partition(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 78


def test_by_smtp(post_office):
    SmtpCarrier().carry(LETTER)
    message = email.message_from_bytes(post_office.got[0], policy=email.policy.default)
    assert (message["To"], message["Subject"], message["From"]) == (
        "anh@example.vn",
        "Đã nhận hồ sơ H13-1",
        "Một cửa <mot-cua@example.vn>",
    )
    assert (message["Message-ID"], message["Auto-Submitted"]) == ("<message-5@mot-cua.example.vn>", "auto-generated")
    assert message["Date"] == "Mon, 02 Mar 2026 08:30:00 +0700"
    plain = message.get_body(("plain",))
    assert plain.get_content().splitlines() == LETTER.body.splitlines()


def test_a_receiver_unknown_to_the_server_is_for_good_and_a_full_box_is_not(post_office):
    post_office.answers["RCPT"] = "550 no such user"
    with pytest.raises(Undeliverable):
        SmtpCarrier().carry(LETTER)
    post_office.answers["RCPT"] = "452 full"
    with pytest.raises(OSError, match="452"):
        SmtpCarrier().carry(LETTER)
    assert post_office.got == []


@pytest.mark.parametrize("address", ["none", "a@b.vn\nBcc: c@d.vn", "a@b.vn, c@d.vn"])
def test_no_address_no_letter(address, settings):
    with pytest.raises(Undeliverable):
        FolderCarrier().carry(Letter("message-6", address, "a", "b", WRITTEN))


def test_a_line_break_in_a_subject_makes_no_header():
    message = letters.as_email(Letter("message-7", "a@b.vn", "một\r\nBcc: c@d.vn", "b", WRITTEN))
    assert (message["Subject"], message["Bcc"]) == ("một Bcc: c@d.vn", None)


@pytest.fixture
def box(settings, tmp_path):
    settings.MAIL_ROOT, settings.DEMO = tmp_path, True
    settings.ROOT_URLCONF = "gateways.mail.tests.addresses"
    return tmp_path


def test_the_same_letter_twice_is_one_file_and_read_as_it_was(box):
    FolderCarrier().carry(LETTER)
    FolderCarrier().carry(LETTER)
    assert [path.name for path in box.iterdir()] == ["20260302T083000-message-5.eml"]
    found = letters.read("20260302T083000-message-5")
    assert (found.to, found.subject, found.body, found.written_at) == (LETTER.to, LETTER.subject, LETTER.body, WRITTEN)


@pytest.mark.django_db
def test_the_letter_box_of_the_demo(box, client, settings):
    assert "Chưa có thư nào" in client.get("/mail/").content.decode()
    FolderCarrier().carry(LETTER)
    later = Letter("message-8", "b@example.vn", "<b>Sau</b>", "x <script>", WRITTEN + datetime.timedelta(days=1))
    FolderCarrier().carry(later)
    page = client.get("/mail/").content.decode()
    assert page.index("&lt;b&gt;Sau&lt;/b&gt;") < page.index("Đã nhận hồ sơ H13-1")
    letter = client.get("/mail/20260302T083000-message-5/").content.decode()
    assert 'href="http://127.0.0.1/x"' in letter
    assert "<script>" not in client.get("/mail/20260303T083000-message-8/").content.decode().partition("<main")[2]
    assert client.get("/mail/20260302T083000-message-9/").status_code == 404
    settings.DEMO = False
    assert [client.get(path).status_code for path in ("/mail/", "/mail/20260302T083000-message-5/")] == [404, 404]

"""The mailbox of the demo: e-mails that the shop has sent, as Django's file backend keeps them."""

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LISTED_MAX = 200
RELOAD_SECONDS = 4
# What the file backend writes between two messages of one connection.
_BETWEEN = b"\n" + b"-" * 79 + b"\n"
_SHOWN = ("From", "Reply-To", "To", "Date", "Message-ID", "List-Unsubscribe")
# The e-mail can't do anything but show itself and open its links.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src * data:;"
    " sandbox allow-popups allow-popups-to-escape-sandbox"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One e-mail; `key` names it in addresses."""

    key: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    def text(self, kind: str) -> str:
        """The part of this subtype of text, or nothing."""
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part is not None else ""


def mailbox(request: HttpRequest) -> HttpResponse:
    mails = _mails()
    rows = format_html_join(
        "",
        '<tr><td><a href="/mail/{}/">{}</a></td><td>{}</td><td class="soft">{}</td></tr>',
        ((mail.key, mail.subject, mail.message["To"], mail.message["Date"]) for mail in mails),
    )
    content = format_html(
        '<table class="mails"><thead><tr><th>Subject</th><th>To</th><th>Sent</th></tr></thead>'
        "<tbody>{}</tbody></table>",
        rows,
    )
    if not mails:
        content = SafeString(
            "<p>Nothing was sent yet. Buy something, or credit points as staff.</p>"
        )
    waits = SafeString(
        '<p class="soft">E-mails arrive within seconds; this page looks for them by itself.</p>'
    )
    return _page("Mailbox", waits + content, reload_seconds=RELOAD_SECONDS)


def mail(request: HttpRequest, key: str) -> HttpResponse:
    found = _mail(key)
    headers = format_html_join(
        "",
        "<dt>{}</dt><dd>{}</dd>",
        ((name, found.message[name]) for name in _SHOWN if found.message[name]),
    )
    files = format_html_join(
        " ",
        '<a href="/mail/{}/files/{}" download>{}</a>',
        ((key, number, item.get_filename()) for number, item in enumerate(_files(found))),
    )
    content = format_html(
        '<p><a href="/mail/">All e-mails</a></p><dl class="mail">{}</dl><p>{}</p>'
        '<iframe class="mail" title="{}" src="/mail/{}/html"></iframe>'
        "<details><summary>As text</summary><pre>{}</pre></details>",
        headers,
        files,
        found.subject,
        key,
        found.text("plain"),
    )
    return _page(found.subject, content)


def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    html = _mail(key).text("html").replace("<head>", '<head><base target="_blank">', 1)
    response = HttpResponse(html)
    response["Content-Security-Policy"] = _POLICY
    return response


def mail_file(request: HttpRequest, key: str, number: int) -> HttpResponse:
    files = _files(_mail(key))
    if number >= len(files):
        raise Http404
    content = files[number].get_payload(decode=True)
    response = HttpResponse(content, content_type=files[number].get_content_type())
    response["Content-Security-Policy"] = _POLICY
    return response


def _files(found: Mail) -> list[EmailMessage]:
    return list(found.message.iter_attachments())


def _mail(key: str) -> Mail:
    name, _, number = key.rpartition("-")
    path = _folder() / f"{name}.log"
    mails = _mails_in(path) if path.parent == _folder() and path.is_file() else []
    if not number.isdigit() or int(number) >= len(mails):
        raise Http404
    return mails[int(number)]


def _mails() -> list[Mail]:
    """The newest first; a connection's file grows while it is open."""
    files = sorted(_folder().glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    found: list[Mail] = []
    for path in files:
        found += reversed(_mails_in(path))
        if len(found) >= LISTED_MAX:
            break
    return found[:LISTED_MAX]


def _mails_in(path: Path) -> list[Mail]:
    sources = [part for part in path.read_bytes().split(_BETWEEN) if part.strip()]
    parser = BytesParser(_class=EmailMessage, policy=policy.default)
    return [
        Mail(key=f"{path.stem}-{number}", message=parser.parsebytes(source))
        for number, source in enumerate(sources)
    ]


def _folder() -> Path:
    return Path(getattr(settings, "EMAIL_FILE_PATH", None) or "/nonexistent")


def _page(title: str, content: SafeString, *, reload_seconds: int | None = None) -> HttpResponse:
    reload = (
        format_html('<meta http-equiv="refresh" content="{}">', reload_seconds)
        if reload_seconds is not None
        else ""
    )
    return HttpResponse(
        format_html(
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '{}<title>{}</title><link rel="icon" href="/static/icon.svg">'
            '<link rel="stylesheet" href="/static/style.css"></head><body><header class="bar">'
            '<a class="brand" href="/mail/">Fern <span>&amp;</span> Kettle'
            ' <span class="soft">mailbox</span></a><a href="/">Shop</a>'
            ' <a href="/staff/">Staff</a> <a href="/dashboard/">Dashboard</a></header>'
            "<main><h1>{}</h1>{}</main></body></html>",
            reload,
            title,
            title,
            content,
        )
    )

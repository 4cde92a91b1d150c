"""The page behind the link in each e-mail: one click, and a kind of e-mail comes no more.

GET changes nothing, since mail programs and virus scanners follow links. POST does, without asking
anything more: mail programs send it by themselves when their reader unsubscribes (RFC 8058).
"""

from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpResponse, HttpResponseNotAllowed, QueryDict
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.preferences import (
    BY_LINK,
    KIND_NAMES,
    PREFIX,
    Unsubscribe,
    read_token,
    set_preferences,
    unwanted_kinds,
)
from saleor_loyalty_plugin.messages.settings import sent_kinds
from saleor_loyalty_plugin.models import Account, ChannelSender, MessageSettings
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.languages import speaking

_METHODS = ["GET", "HEAD", "POST"]
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)


class Action(StrEnum):
    """What a form asks for in `do`."""

    STOP_ALL = "stop-all"
    RESUME = "resume"
    CHOOSE = "choose"


_STYLE = SafeString(
    ":root{color-scheme:light dark}"
    "body{font:1.0625rem/1.5 system-ui,sans-serif;margin:0;padding:10vh 1.25rem;"
    "background:Canvas;color:CanvasText}"
    "main{max-width:32rem;margin:0 auto}"
    "header{margin:0 0 2rem;font-weight:600}"
    "a{color:inherit}"
    "h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}"
    "form{margin:1.5rem 0 0}"
    "fieldset{border:0;border-top:1px solid;margin:2.5rem 0 1rem;padding:1.5rem 0 0}"
    "legend{font-weight:600;padding:0;float:left;width:100%;margin-bottom:.5rem}"
    "label{display:flex;gap:.75rem;align-items:center;clear:both;min-height:2.75rem}"
    "input{flex:none;width:1.25rem;height:1.25rem;margin:0;accent-color:CanvasText}"
    "button{font:inherit;padding:.75rem 1.25rem;border-radius:.5rem;cursor:pointer;"
    "border:1px solid currentColor;background:Canvas;color:CanvasText}"
    "button.main{background:CanvasText;color:Canvas}"
    "button:focus-visible{outline:3px solid Highlight;outline-offset:2px}"
)


def serve(path: str, *, method: str, form: QueryDict) -> HttpResponse:
    """The answer to a request for `path`, which begins with `PREFIX`; `form` is what was posted."""
    about = read_token(path.removeprefix(PREFIX).rstrip("/"))
    with speaking(about.language_code if about else None):
        if method in _METHODS:
            response = _answer(about, form if method == "POST" else None)
        else:
            response = HttpResponseNotAllowed(_METHODS)
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = _POLICY
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(about: Unsubscribe | None, form: QueryDict | None) -> HttpResponse:
    """The page; with a form, after what it asks for is done."""
    using = current_host().writer_alias()
    rows = Account.objects.using(using).select_related("program")
    account = rows.filter(pk=about.account_id).first() if about is not None else None
    if about is None or account is None:
        return HttpResponse(_unknown(current_host().shop().name), status=404)
    before = unwanted_kinds([account.pk], using=using)[account.pk]
    wanted = _wanted_by(form, about.kind) if form is not None else {}
    if wanted:
        set_preferences(account_id=account.pk, wanted=wanted, actor=BY_LINK, now=timezone.now())
    unwanted = (before | {kind for kind in wanted if not wanted[kind]}) - {
        kind for kind in wanted if wanted[kind]
    }
    state = _State(
        shop=current_host().shop().name,
        storefront_url=_storefront_url(account, using=using),
        program=account.program.name,
        kind=about.kind,
        sent=_kinds_sent(account, using=using) | {about.kind},
        stopped=_stopped_by(form, before) & unwanted if form is not None else frozenset(),
        unwanted=unwanted,
        has_changed=form is not None,
        has_chosen=form is not None and form.get("do") == Action.CHOOSE,
    )
    return HttpResponse(_page_of(state))


def _wanted_by(form: QueryDict, kind: MessageKind) -> dict[MessageKind, bool]:
    """What a form asks for; whatever it doesn't say is what the link is about."""
    shown = _kinds_in(form)
    match form.get("do"):
        case Action.STOP_ALL:
            return dict.fromkeys(MessageKind, False)
        case Action.RESUME:
            return dict.fromkeys(shown, True)
        case Action.CHOOSE:
            return {item: item.value in form.getlist("kind") for item in shown}
        case _:
            return {kind: False}


def _kinds_in(form: QueryDict) -> list[MessageKind]:
    """The kinds that a form names as those it was shown with."""
    known = {kind.value: kind for kind in MessageKind}
    return [known[word] for word in form.get("kinds", "").split() if word in known]


def _stopped_by(form: QueryDict, before: frozenset[MessageKind]) -> frozenset[MessageKind]:
    """What a form may have stopped. Against all of them it names what was wanted when it was
    shown, so that it stops the same when the page is loaded once more."""
    if form.get("do") == Action.STOP_ALL and "kinds" in form:
        return frozenset(_kinds_in(form))
    return frozenset(MessageKind) - before


def _kinds_sent(account: Account, *, using: str) -> set[MessageKind]:
    """What the program sends of its own accord."""
    settings = MessageSettings.objects.using(using).filter(pk=account.program_id).first()
    return set(sent_kinds(settings or MessageSettings()))


def _storefront_url(account: Account, *, using: str) -> str:
    """Where the customer's account is shown: in the channel of the newest order whose place is
    known, else in the oldest such channel; empty where staff named none."""
    senders = ChannelSender.objects.using(using).filter(program_id=account.program_id)
    rows = senders.exclude(storefront_url="").order_by("channel_id")
    urls = dict(rows.values_list("channel_id", "storefront_url"))
    if len(urls) < 2:
        return next(iter(urls.values()), "")
    ordered = current_host().channels_ordered_in({account.customer_id})
    channels = (*ordered.get(account.customer_id, ()), *urls)
    return next(urls[channel_id] for channel_id in channels if channel_id in urls)


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What a page shows. `stopped`: what the request has stopped."""

    shop: str
    storefront_url: str
    program: str
    kind: MessageKind
    sent: set[MessageKind]
    stopped: frozenset[MessageKind]
    unwanted: frozenset[MessageKind]
    has_changed: bool
    has_chosen: bool

    @property
    def sender(self) -> str:
        """Whose e-mails they are."""
        return _("{program} at {shop}").format(program=self.program, shop=self.shop)

    def page(self, title: str, text: str, *parts: SafeString) -> SafeString:
        return _page(title, text, *parts, shop=self.shop, storefront_url=self.storefront_url)


def _page_of(state: _State) -> SafeString:
    if state.has_chosen:
        return state.page(_("Your e-mails"), _("Your choice is saved."), _choice(state))
    is_wanted = state.kind not in state.unwanted
    if is_wanted:
        title = _("Your e-mails") if state.has_changed else _("Unsubscribe from e-mails")
        text = _("You get e-mails from {program} about {kind}.")
        button = _button(_("Stop these e-mails"), is_main=not state.has_changed)
    else:
        title = _("You are unsubscribed")
        text = _("You get no more e-mails from {program} about {kind}.")
        undone = " ".join(sorted(state.stopped or {state.kind}))
        button = _button(_("Undo"), do=Action.RESUME, kinds=undone)
    if state.unwanted == frozenset(MessageKind):
        text = _("You get no more e-mails from {program}.")
    text = text.format(program=state.sender, kind=KIND_NAMES[state.kind])
    return state.page(title, text, button, _choice(state))


def _choice(state: _State) -> SafeString:
    """All kinds that the program sends, to choose from, and a button against all of them."""
    shown = [kind for kind in MessageKind if kind in state.sent]
    boxes = format_html_join(
        "",
        '<label><input type="checkbox" name="kind" value="{}"{}> {}</label>',
        (
            (kind.value, "" if kind in state.unwanted else SafeString(" checked"), _label(kind))
            for kind in shown
        ),
    )
    choice = format_html(
        '<form method="post"><input type="hidden" name="do" value="{}">'
        '<input type="hidden" name="kinds" value="{}"><fieldset><legend>{}</legend>{}</fieldset>'
        "<button>{}</button></form>",
        Action.CHOOSE,
        " ".join(shown),
        _("E-mails that you want"),
        boxes,
        _("Save"),
    )
    if state.unwanted == frozenset(MessageKind):
        return choice
    stop_all = _("Stop all e-mails from {program}").format(program=state.sender)
    wanted = " ".join(sorted(frozenset(MessageKind) - state.unwanted))
    return choice + _button(stop_all, do=Action.STOP_ALL, kinds=wanted)


def _label(kind: MessageKind) -> str:
    """A kind's name where no sentence is around it."""
    name = str(KIND_NAMES[kind])
    return name[:1].upper() + name[1:]


def _unknown(shop: str) -> SafeString:
    return _page(
        _("This link is not complete"),
        _("Please open the link in the e-mail once more, or choose your e-mails in the shop."),
        shop=shop,
    )


def _button(label: str, *, is_main: bool = False, **fields: str) -> SafeString:
    """A form of its own; it is sent to the page's own address."""
    inputs = format_html_join(
        "", '<input type="hidden" name="{}" value="{}">', sorted(fields.items())
    )
    return format_html(
        '<form method="post">{}<button{}>{}</button></form>',
        inputs,
        SafeString(' class="main"') if is_main else "",
        label,
    )


def _page(
    title: str, text: str, *parts: SafeString, shop: str, storefront_url: str = ""
) -> SafeString:
    named = format_html('<a href="{}">{}</a>', storefront_url, shop) if storefront_url else shop
    return format_html(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{} · {}</title><style>{}</style></head>"
        '<body><main><header>{}</header><h1>{}</h1><p role="status">{}</p>{}</main></body></html>',
        get_language(),
        title,
        shop,
        _STYLE,
        named,
        title,
        text,
        format_html_join("", "{}", ((part,) for part in parts)),
    )

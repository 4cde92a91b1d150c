"""What an e-mail of one kind and language says: as it is shipped, checked, and compiled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from saleor_loyalty_plugin.messages.email.handlebars import Template
from saleor_loyalty_plugin.messages.email.handlebars_names import name_problems
from saleor_loyalty_plugin.messages.email.handlebars_syntax import pieces_of, tree_of
from saleor_loyalty_plugin.messages.email.headers import subject_line
from saleor_loyalty_plugin.messages.email.mjml import compiled_mjml, in_frame, unseen_words
from saleor_loyalty_plugin.messages.email.template_errors import TemplateError
from saleor_loyalty_plugin.messages.email.variables import sample_variables
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.languages import speaking

ENGLISH: Final = "en"
LANGUAGE_LENGTH_MAX: Final = 35
SUBJECT_LENGTH_MAX: Final = 1_000
# Gmail shows no more of an e-mail, and hides its end with the link to unsubscribe.
HTML_SHOWN_MAX_BYTES: Final = 102_000
COMPILED_KEPT: Final = 128
_FILES: Final = files("saleor_loyalty_plugin.emails")
PARTS: Final = ("subject", "body", "text")


@dataclass(frozen=True, slots=True)
class Contents:
    """What staff write: Handlebars, and MJML in the body."""

    subject: str
    body: str
    text: str


@dataclass(frozen=True, slots=True)
class FilledIn:
    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class CompiledContents:
    subject: Template
    html: Template
    text: Template

    def filled_in(self, variables: Mapping[str, Any], language_code: str) -> FilledIn:
        """With the values of one e-mail. Raises `TemplateError`."""
        with speaking(language_code):
            return FilledIn(
                subject=filled_in_part("subject", self.subject, variables),
                html=filled_in_part("body", self.html, variables),
                text=filled_in_part("text", self.text, variables),
            )


@dataclass(frozen=True, slots=True)
class ContentsProblem:
    """`part`: subject, body or text. One that is no error is only told."""

    part: str
    error: TemplateError
    is_error: bool = True


# --- shipped ------------------------------------------------------------------------------------


@cache
def shipped_languages() -> frozenset[str]:
    """Languages that e-mails are shipped in."""
    return frozenset(
        folder.name
        for folder in _FILES.iterdir()
        if folder.is_dir() and folder.joinpath("statement.mjml").is_file()
    )


@cache
def shipped_contents(kind: MessageKind, language_code: str) -> Contents:
    """As the plugin brings it. `language_code` is one of `shipped_languages`."""
    folder, name = _FILES / language_code, kind.value.lower()
    return Contents(
        subject=(folder / f"{name}.subject.txt").read_text(encoding="utf-8").strip(),
        body=(folder / f"{name}.mjml").read_text(encoding="utf-8"),
        text=(folder / f"{name}.txt").read_text(encoding="utf-8"),
    )


@cache
def frame(name: str) -> str:
    """What is around each e-mail: `layout.mjml`, `layout.txt`."""
    return (_FILES / name).read_text(encoding="utf-8")


def languages_like(language_code: str) -> Iterator[str]:
    """A language and those that it is a kind of: `de-AT` → `de-at`, `de`."""
    parts = language_code.strip().lower().replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        yield "-".join(parts[:length])


def checked_language(language_code: str) -> str:
    """As templates keep it. Raises `LoyaltyProblem`: INVALID."""
    language = next(languages_like(language_code))
    plain = language.replace("-", "")
    if not (plain.isascii() and plain.isalnum()) or len(language) > LANGUAGE_LENGTH_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID, "Give a language such as en or de.", field="language_code"
        )
    return language


# --- compiled -----------------------------------------------------------------------------------


def compiled_contents(contents: Contents) -> CompiledContents:
    """Ready to be filled in; kept for the next e-mail, also that they can't be.

    Raises `TemplateError`.
    """
    compiled = _compiled_contents(contents)
    if isinstance(compiled, TemplateError):
        # A new one each time: what was raised keeps the variables of its e-mail alive.
        raise TemplateError(compiled.text, line=compiled.line, values=compiled.values)
    return compiled


@lru_cache(maxsize=COMPILED_KEPT)
def _compiled_contents(contents: Contents) -> CompiledContents | TemplateError:
    try:
        return CompiledContents(
            subject=compiled_part(contents, "subject"),
            html=compiled_part(contents, "body"),
            text=compiled_part(contents, "text"),
        )
    except TemplateError as error:
        # Without what it came from, which would keep all of that alive.
        return TemplateError(error.text, line=error.line, values=error.values)


def compiled_part(contents: Contents, part: str) -> Template:
    """One part of an e-mail, ready to be filled in. Raises `TemplateError`."""
    if part == "body":
        return compiled_mjml(contents.body, layout=frame("layout.mjml"))
    if part == "text":
        pieces = pieces_of(contents.text)
        tree_of(pieces)
        return Template(tree_of(in_frame(pieces, frame=frame("layout.txt"))), is_html=False)
    if len(contents.subject) > SUBJECT_LENGTH_MAX:
        raise TemplateError(
            "The subject is too long: it may have up to %(maximum)s characters.",
            values={"maximum": SUBJECT_LENGTH_MAX},
        )
    if "\n" in contents.subject.strip():
        raise TemplateError("The subject has to be one line.", line=1)
    return Template(tree_of(pieces_of(contents.subject)), is_html=False)


def filled_in_part(part: str, template: Template, variables: Mapping[str, Any]) -> str:
    """A part with the values of one e-mail, in the language that is active.

    Raises `TemplateError`.
    """
    said = template.render(variables)
    if part == "subject":
        return subject_line(said)
    return _tidy(said) if part == "text" else said


def _tidy(text: str) -> str:
    """Without the empty lines that conditions leave behind."""
    lines = [line.rstrip() for line in text.splitlines()]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip() + "\n"


# --- checked ------------------------------------------------------------------------------------


def problems_of(
    contents: Contents, *, kind: MessageKind, language_code: str
) -> list[ContentsProblem]:
    """What is wrong with contents: can they be read, are their names known, do they fill in?

    Tried with the invented e-mail of `sample_variables`.
    """
    example = sample_variables(kind, language_code)
    found: list[ContentsProblem] = []
    for part in PARTS:
        found += _problems_of_part(contents, part, example, language_code)
    return found


def _problems_of_part(
    contents: Contents, part: str, example: Mapping[str, Any], language_code: str
) -> Iterator[ContentsProblem]:
    source: str = getattr(contents, part)
    if not source.strip():
        yield ContentsProblem(part, TemplateError("This can't be empty."))
        return
    try:
        template = compiled_part(contents, part)
        # The body's own nodes, for the lines of names; its frame is ours.
        nodes = tree_of(pieces_of(source))
        unknown = name_problems(nodes, example)
        yield from (ContentsProblem(part, error) for error in unknown)
        with speaking(language_code):
            filled_in = template.render(example)
    except TemplateError as error:
        yield ContentsProblem(part, error)
        return
    if part == "subject" and not unknown and not filled_in.strip():
        yield ContentsProblem(part, TemplateError("This can't be empty."))
    unseen = unseen_words(source) if part == "body" else None
    if unseen is not None:
        yield ContentsProblem(
            part,
            TemplateError(
                "What stands in line %(line)s is not shown in the e-mail. Words belong into"
                " <mj-text>, which stands in <mj-column>.",
                values={"line": unseen},
            ),
            is_error=False,
        )
    if part == "body" and len(filled_in.encode()) > HTML_SHOWN_MAX_BYTES:
        yield ContentsProblem(
            part,
            TemplateError(
                "The e-mail has more than %(maximum)s kB. Gmail hides what is beyond that.",
                values={"maximum": HTML_SHOWN_MAX_BYTES // 1000},
            ),
            is_error=False,
        )

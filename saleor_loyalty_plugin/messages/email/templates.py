"""What a program says in its e-mails: versions of its own, and the shipped texts behind them.

Versions are only ever added; the highest number of a kind and language is in force. Going back to
the shipped texts is a version too. Where a language has nothing, the next of its chain has the
word: `de-at`, `de`, the program's default language, English.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.email.contents import (
    ENGLISH,
    Contents,
    ContentsProblem,
    checked_language,
    languages_like,
    problems_of,
    shipped_contents,
    shipped_languages,
)
from saleor_loyalty_plugin.models import MessageSettings, MessageTemplate, Program
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.parts import locked_program_of_input

LANGUAGES_MAX = 50


@dataclass(frozen=True, slots=True)
class TemplateInForce:
    """What customers get. `version` is the program's own, None where the shipped texts are sent.

    `language_code` is that of the texts, which may be another one than was asked for.
    """

    kind: MessageKind
    language_code: str
    contents: Contents
    version: MessageTemplate | None = None


class Templates:
    """What some programs have in force, read at once for many e-mails. Two queries."""

    def __init__(self, program_ids: Iterable[int], *, using: str) -> None:
        wanted = set(program_ids)
        in_force = (
            MessageTemplate.objects.using(using)
            .filter(program__in=wanted)
            .order_by("program_id", "kind", "language_code", "-number")
            .distinct("program_id", "kind", "language_code")
        )
        self._versions = {
            (version.program_id, version.kind, version.language_code): version
            for version in in_force
        }
        rows = MessageSettings.objects.using(using).filter(program__in=wanted)
        self._languages = dict(rows.values_list("program_id", "language_code"))

    def in_force(
        self, *, program_id: int, kind: MessageKind, language_code: str
    ) -> TemplateInForce:
        """What a customer with this language gets."""
        for language in self._chain(program_id, language_code):
            version = self._versions.get((program_id, kind.value, language))
            if version is not None and not version.is_shipped:
                return TemplateInForce(kind, language, contents_of(version), version)
            if language in shipped_languages():
                return TemplateInForce(kind, language, shipped_contents(kind, language))
        raise AssertionError("English is shipped")

    def shipped(self, *, program_id: int, kind: MessageKind, language_code: str) -> TemplateInForce:
        """What a customer with this language would get if the program had nothing of its own."""
        language = next(
            language
            for language in self._chain(program_id, language_code)
            if language in shipped_languages()
        )
        return TemplateInForce(kind, language, shipped_contents(kind, language))

    def newest(
        self, *, program_id: int, kind: MessageKind, language_code: str
    ) -> MessageTemplate | None:
        """The highest version of just this language, also one that went back to the shipped."""
        return self._versions.get((program_id, kind.value, language_code))

    def languages(self, program_id: int, kind: MessageKind) -> list[str]:
        """Languages that a kind has texts in, shipped or the program's own."""
        own = {
            language
            for (owner, name, language), version in self._versions.items()
            if (owner, name) == (program_id, kind.value) and not version.is_shipped
        }
        return sorted(own | shipped_languages())

    def _chain(self, program_id: int, language_code: str) -> list[str]:
        default = self._languages.get(program_id, ENGLISH)
        return [*languages_like(language_code), *languages_like(default), ENGLISH]


def contents_of(version: MessageTemplate) -> Contents:
    return Contents(version.subject, version.body, version.text)


def versions_of(
    *, program_id: int, kind: MessageKind, language_code: str, limit: int, using: str
) -> Sequence[MessageTemplate]:
    """The newest versions of one kind and language."""
    rows = MessageTemplate.objects.using(using).filter(
        program_id=program_id, kind=kind.value, language_code=language_code
    )
    return list(rows.order_by("-number")[:limit])


def save_template(
    *,
    program_id: int,
    kind: MessageKind,
    language_code: str,
    contents: Contents,
    based_on: int,
    author: str,
    now: datetime,
) -> MessageTemplate | None:
    """Put contents of the program's own in force, as a new version.

    `based_on` is the number of the version that the author saw, 0 for none. Going back to an older
    version is saving its contents again. Contents that are in force already, also shipped ones,
    make no version, so that the same request twice is one: None where the program has none at all.
    Raises `LoyaltyProblem`: NOT_FOUND (program), INVALID (with the part and the line), OUTDATED.
    """
    language = checked_language(language_code)
    contents = _plain(contents)
    raise_problems(problems_of(contents, kind=kind, language_code=language))
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        program, newest = _locked(program_id, kind, language, using)
        if contents == _in_force(newest, kind, language):
            return newest
        number = _next_number(newest, based_on)
        if number == 1:
            _check_room(program, kind, using)
        return MessageTemplate.objects.using(using).create(
            program=program,
            kind=kind.value,
            language_code=language,
            number=number,
            subject=contents.subject,
            body=contents.body,
            text=contents.text,
            actor=author,
            created_at=now,
        )


def reset_template(
    *,
    program_id: int,
    kind: MessageKind,
    language_code: str,
    based_on: int,
    author: str,
    now: datetime,
) -> MessageTemplate:
    """Go back to the shipped texts, as a new version; where they are in force, nothing changes.

    Raises `LoyaltyProblem`: NOT_FOUND (program, or nothing of its own to go back from), OUTDATED.
    """
    language = checked_language(language_code)
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        program, newest = _locked(program_id, kind, language, using)
        if newest is None:
            raise LoyaltyProblem(
                ProblemCode.NOT_FOUND,
                "The program has no text of its own here.",
                field="language_code",
            )
        if newest.is_shipped:
            return newest
        return MessageTemplate.objects.using(using).create(
            program=program,
            kind=kind.value,
            language_code=language,
            number=_next_number(newest, based_on),
            is_shipped=True,
            actor=author,
            created_at=now,
        )


def raise_problems(problems: Iterable[ContentsProblem]) -> None:
    """Raises `LoyaltyProblem`: INVALID, for the first error among the problems."""
    for problem in problems:
        if problem.is_error:
            raise problem_of(problem)


def problem_of(problem: ContentsProblem) -> LoyaltyProblem:
    """What is wrong with a part, as a refusal, in the language that is active."""
    error = problem.error
    if error.line is None:
        return LoyaltyProblem(
            ProblemCode.INVALID,
            "%(problem)s",
            field=problem.part,
            values={"problem": error.message},
        )
    return LoyaltyProblem(
        ProblemCode.INVALID,
        "Line %(line)s: %(problem)s",
        field=problem.part,
        values={"line": error.line, "problem": error.message},
    )


def no_program() -> LoyaltyProblem:
    return LoyaltyProblem(ProblemCode.NOT_FOUND, "No program has this ID.", field="program_id")


def _locked(
    program_id: int, kind: MessageKind, language: str, using: str
) -> tuple[Program, MessageTemplate | None]:
    """The program, locked, since its versions are numbered one after the other; and the newest."""
    program = locked_program_of_input(program_id, using)
    rows = MessageTemplate.objects.using(using).filter(
        program=program, kind=kind.value, language_code=language
    )
    return program, rows.order_by("-number").first()


def _in_force(newest: MessageTemplate | None, kind: MessageKind, language: str) -> Contents | None:
    """What just this language has; None where another one stands in for it."""
    if newest is not None and not newest.is_shipped:
        return contents_of(newest)
    return _plain(shipped_contents(kind, language)) if language in shipped_languages() else None


def _next_number(newest: MessageTemplate | None, based_on: int) -> int:
    number = newest.number if newest is not None else 0
    if number != based_on:
        raise LoyaltyProblem(
            ProblemCode.OUTDATED,
            "Somebody else has changed this text meanwhile. Look at the newest version first.",
            field="based_on",
        )
    return number + 1


def _check_room(program: Program, kind: MessageKind, using: str) -> None:
    rows = MessageTemplate.objects.using(using).filter(program=program, kind=kind.value)
    if rows.values("language_code").distinct().count() >= LANGUAGES_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "An e-mail has texts in at most %(maximum)s languages.",
            field="language_code",
            values={"maximum": LANGUAGES_MAX},
        )


def _plain(contents: Contents) -> Contents:
    """Lines end alike, whatever editor they come from."""
    subject, body, text = (
        part.replace("\r\n", "\n").replace("\r", "\n")
        for part in (contents.subject.strip(), contents.body, contents.text)
    )
    return Contents(subject, body, text)

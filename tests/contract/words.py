"""What the shop wrote has to be readable, in each language that there is."""

from collections.abc import Iterator

from saleor_loyalty_plugin.models import Entry
from saleor_loyalty_plugin.services import explanations
from saleor_loyalty_plugin.services.languages import known_languages, speaking


def entries_without_words() -> list[str]:
    """Reasons and steps of all entries that have no sentence, or one with gaps."""
    return sorted({problem for entry in Entry.objects.all() for problem in _problems(entry)})


def _problems(entry: Entry) -> Iterator[str]:
    if entry.reason not in explanations._REASONS:
        yield f"{entry.reason} has no words"
    for language in sorted(known_languages()):
        with speaking(language):
            texts = {entry.reason: explanations.reason_message(entry.reason, entry.source_label)}
            for step in entry.explanation:
                code = step["code"]
                texts[code] = explanations.explanation_message(code, step["values"])
                if texts[code] == explanations._plain(code):
                    yield f"{code} has no words"
        for code, text in texts.items():
            if "?" in text:
                yield f"{code} in {language} names a value that is not there: {text}"

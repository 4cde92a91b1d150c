"""What is wrong with a template, for those who write it."""

from collections.abc import Mapping

from django.utils.translation import gettext


class TemplateError(ValueError):
    """A template that can't be read, or that broke a bound while it was filled in.

    `text` is an English sentence or two with named places (`%(name)s`) for `values`; `line` counts
    from 1 in the source that the author wrote, None where no line is to blame.
    """

    def __init__(
        self, text: str, *, line: int | None = None, values: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(text % values if values is not None else text)
        self.text = text
        self.line = line
        self.values = values

    @property
    def message(self) -> str:
        """What to tell the reader, in the language that is active."""
        text = gettext(self.text)
        return text % self.values if self.values is not None else text

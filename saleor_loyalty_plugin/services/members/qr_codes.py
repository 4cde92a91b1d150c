"""QR codes as SVG."""

from io import BytesIO

import segno


def qr_code_svg(text: str) -> str:
    """An SVG element of this text that fits any size, dark on light, with its quiet zone.

    It has no XML declaration, no class, style or script: it can be put into a page as it is, or
    into a data URI.
    """
    picture = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        picture,
        kind="svg",
        xmldecl=False,
        svgns=True,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        nl=False,
        dark="#000",
        light="#fff",
    )
    return picture.getvalue().decode("ascii")

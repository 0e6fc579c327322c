"""How wide a text is, where nobody can measure it, and how it is cut at a word."""

# Advance widths of U+0020 to U+007E in hundredths of the size, of a wide common sans (Noto Sans).
ADVANCE = (
    26, 27, 41, 65, 57, 83, 73, 22, 30, 30, 55, 57, 27, 32, 27, 37, 57, 57, 57, 57,
    57, 57, 57, 57, 57, 57, 27, 27, 57, 57, 57, 43, 90, 64, 65, 63, 73, 56, 52, 73,
    74, 34, 27, 62, 52, 91, 76, 78, 60, 78, 62, 55, 56, 73, 60, 93, 59, 57, 57, 33,
    37, 33, 57, 44, 28, 56, 61, 48, 61, 56, 34, 61, 62, 26, 26, 53, 26, 93, 62, 60,
    61, 61, 41, 48, 36, 62, 51, 79, 53, 51, 47, 38, 55, 38, 57,
)  # fmt: skip


def text_width(text: str, size: float, weight: int = 400) -> float:
    """Width in px of a text in a wide common face: never less than what a reader's face needs."""
    hundredths = sum(
        ADVANCE[ord(c) - 32] if " " <= c <= "~" else 100 if ord(c) > 0x2E7F else 62 for c in text
    )
    return hundredths * size / 100 * (1.07 if weight >= 500 else 1.02)


def shortened(text: str, size: float, weight: int, most: float, width_of=text_width) -> str:
    """The text, or as many of its words as fit in `most` px with an ellipsis; empty when not one fits."""
    if width_of(text, size, weight) <= most:
        return text
    words = text.split()
    for n in range(len(words) - 1, 0, -1):
        cut = " ".join(words[:n]).rstrip(" ,;:–-") + "…"
        if width_of(cut, size, weight) <= most:
            return cut
    return ""


def fitted(text: str, size: float, weight: int, most: float) -> str:
    """The text shortened at a word where the room ends; one without a blank there is cut at a character."""
    found = shortened(text, size, weight, most)
    if found or not text:
        return found
    cuts = (f"{text[:n]}…" for n in range(min(len(text), int(5 * most / size)), 0, -1))
    return next((cut for cut in cuts if text_width(cut, size, weight) <= most), "…")

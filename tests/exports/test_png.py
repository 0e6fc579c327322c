"""The picture as PNG: what the SVG shows, without a browser, and never without its words."""

import re
import struct

import pytest
import resvg_py

from timeline.exports import png, svg
from timeline.figures import theme
from timeline.problems import UnknownName
from timeline.view import View


@pytest.fixture
def fresh():
    """No memory of which faces this machine has, before and after."""
    png.face.cache_clear()
    yield
    png.face.cache_clear()


def without_fonts(monkeypatch):
    """The rasteriser as on a machine that has no font."""
    draw = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **words: draw(**words, skip_system_fonts=True))


def test_png_is_the_svg_twice_as_large(small):
    """The PNG has two px for each of the SVG's."""
    body, drawing = png.png(small, View()), svg.svg(small, View())
    width, height = (int(n) for n in re.search(r' width="(\d+)" height="(\d+)"', drawing).groups())

    assert body.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", body[16:24]) == (2 * width, 2 * height)


def test_png_has_its_words(small, monkeypatch):
    """The words of the picture leave ink: without them the PNG is another."""
    whole = png.png(small, View())
    drawing = re.sub("<text.*?</text>", "", svg.svg(small, View()))
    monkeypatch.setattr(png, "svg", lambda data, view: drawing)

    assert png.png(small, View()) != whole


@pytest.mark.parametrize("faces", [theme.SANS, theme.SERIF])
def test_faces_are_found(faces, fresh):
    """On this machine a text in the theme's faces leaves ink."""
    assert png.face(faces, png.SANS) in png.SANS


def test_no_picture_without_words(small, monkeypatch, fresh):
    """On a machine without any font there is a sentence with the way out instead of a picture without words."""
    without_fonts(monkeypatch)

    with pytest.raises(UnknownName) as caught:
        png.png(small, View())

    assert str(caught.value) == (
        "A PNG needs a font, and this machine has none. Install one, or write .svg or .html."
    )

"""How to cite: edition, licence, what is shown; never this machine."""

from dataclasses import replace

import pytest

from timeline.exports import citation
from timeline.view import View


@pytest.fixture(scope="module")
def named(small):
    return replace(small, title="China and North Korea", licence="CC BY 4.0", edition="2026-01-03 · a1b2c3d4")


HEAD = "China and North Korea: an event timeline. Edition 2026-01-03 · a1b2c3d4. CC BY 4.0."


@pytest.mark.parametrize(
    "view, event, expected",
    [
        (None, "", "All 6 events, 1950 to today."),
        (View(types=("un",)), "", "1 of 6 events, 1950 to today. UN votes."),
        (View.from_query("from=1961&to=1970"), "", "3 of 6 events, January 1961 to December 1970."),
        (View(types=("un",)), "treaty", "Event “Zhou Enlai signs a treaty with Pyongyang”, Tuesday 11 July 1961 (treaty)."),
        (None, "no-such-event", "All 6 events, 1950 to today."),
    ],
)
def test_citation(named, view, event, expected):
    """A citation names title, edition and licence, and the event with its id, or what the view shows."""
    assert citation.text(named, view, event=event) == f"{HEAD} {expected}"


def test_public_address_stands_at_the_end(named):
    """An address is given only when there is a public one."""
    said = citation.text(named, url="https://example.org/t")

    assert (said.endswith(" https://example.org/t"), "http" in citation.text(named)) == (True, False)


def test_without_licence_nothing_is_said_of_it(small):
    """Data without a licence is cited without one."""
    assert (
        citation.text(small)
        == f"Events: an event timeline. Edition {small.edition}. All 6 events, 1950 to today."
    )


def test_bibtex(named):
    """The entry for BibTeX says the same under the edition's hash."""
    assert citation.bibtex(named, View(types=("un",))) == (
        "@misc{timeline-a1b2c3d4,\n"
        "  title = {China and North Korea: an event timeline},\n"
        "  year = {2026},\n"
        "  edition = {2026-01-03 · a1b2c3d4},\n"
        "  note = {1 of 6 events, 1950 to today. UN votes. CC BY 4.0.},\n"
        "}\n"
    )


def test_bibtex_of_an_event(named):
    """An event's entry has its id for a key, and the public address if there is one."""
    made = citation.bibtex(named, event="treaty", url="https://example.org/a_b")

    assert made.startswith("@misc{treaty,\n")
    assert "  url = {https://example.org/a_b},\n}\n" in made


def test_bibtex_text_is_text(small):
    """Characters that TeX would act on are written as themselves."""
    made = citation.bibtex(replace(small, title=r"50% of {A_B} & \C #1 $2 ~^"))

    assert (
        r"title = {50\% of \{A\_B\} \& \textbackslash{}C \#1 \$2 \textasciitilde{}\^{}: an event timeline}"
        in made
    )

"""The small parts of the page."""

from tests.conftest import read_rows
from timeline.app import marks


def test_an_unknown_event_type_wears_no_other_types_sign():
    """A category that the file does not list has a plain circle in no category's colour."""
    data = read_rows()
    known = [str(marks.shape(data, code)) for code in data.categories["code"]]

    sign = str(marks.shape(data, "visit"))

    assert 'class="shape shape-circle"' in sign
    assert sign not in known

"""xlwings.conf edited as bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.windows import conf

KEY = "INTERPRETER_WIN"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b'"INTERPRETER_WIN","C:\\x.exe"\r\n'),
        (b'"PYTHONPATH","D:\\a"\r\n', b'"PYTHONPATH","D:\\a"\r\n"INTERPRETER_WIN","C:\\x.exe"\r\n'),
        (b'"PYTHONPATH","D:\\a"', b'"PYTHONPATH","D:\\a"\r\n"INTERPRETER_WIN","C:\\x.exe"\r\n'),
        (b'"A","1"\n"B","2"\n', b'"A","1"\n"B","2"\n"INTERPRETER_WIN","C:\\x.exe"\n'),
        (b'"interpreter_win","D:\\old"\r\n"B","2"\r\n', b'"INTERPRETER_WIN","C:\\x.exe"\r\n"B","2"\r\n'),
        (
            b'"INTERPRETER_WIN","1"\r\n"B",""\r\n"INTERPRETER_WIN","2"\r\n',
            b'"INTERPRETER_WIN","C:\\x.exe"\r\n"B",""\r\n',
        ),
        (
            '"PYTHONPATH","D:\\资料"\r\n'.encode("gbk"),
            '"PYTHONPATH","D:\\资料"\r\n"INTERPRETER_WIN","C:\\x.exe"\r\n'.encode("gbk"),
        ),
    ],
)
def test_one_key_is_set_and_the_other_lines_stay(before: bytes, after: bytes) -> None:
    done = conf.change(before, KEY, "C:\\x.exe", "gbk")
    assert done.content == after
    assert conf.lookup(after, KEY, "gbk") == "C:\\x.exe"


def test_the_first_line_of_a_key_counts_as_in_vba() -> None:
    content = b'"INTERPRETER","one"\r\n"INTERPRETER","two"\r\n'
    assert conf.lookup(content, "interpreter", "gbk") == "one"
    assert conf.lookup(content, "INTERPRETER_WIN", "gbk") is None


def test_undo_after_others_wrote() -> None:
    done = conf.change(b'"INTERPRETER_WIN","D:\\old"', KEY, "C:\\x.exe", "gbk")
    later = b'"NEW","1"\n' + done.content.replace(b"\r\n", b"\n") + b'"MORE","2"\n'
    assert conf.undo(later, done) == b'"NEW","1"\n"INTERPRETER_WIN","D:\\old"\r\n"MORE","2"\n'


def test_undo_leaves_a_value_that_the_user_set_since() -> None:
    done = conf.change(b"", KEY, "C:\\x.exe", "gbk")
    assert conf.undo(b'"INTERPRETER_WIN","E:\\mine"\r\n', done) == b'"INTERPRETER_WIN","E:\\mine"\r\n'


LINES = st.lists(st.binary(max_size=12).map(lambda raw: raw.replace(b"\n", b"").replace(b"\r", b"")), max_size=5)


@given(LINES)
def test_whatever_stood_there_stands_there_still(lines: list[bytes]) -> None:
    before = b"".join(line + b"\r\n" for line in lines)
    done = conf.change(before, KEY, "C:\\x.exe", "gbk")
    assert conf.undo(done.content, done) == before
    assert conf.lookup(done.content, KEY, "gbk") == "C:\\x.exe"

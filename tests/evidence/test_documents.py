"""Documents are known by their digest; their names matter only where the digest finds none."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from xinzhi.evidence.documents import DocumentsError, digest_of, find_documents

TEXT = "集成电路😀\r\n产业"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


def put(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_a_document_is_found_by_digest_under_any_name_and_in_any_subfolder(tmp_path: Path) -> None:
    path = put(tmp_path / "a" / "b" / "某篇文章.txt")
    documents = find_documents(tmp_path, [("doc", DIGEST)])
    assert documents.absent == []
    document = documents.at_hand["doc"]
    assert (document.path, document.text, document.unchanged) == (path, TEXT, True)


def test_the_digest_goes_before_the_name(tmp_path: Path) -> None:
    put(tmp_path / "doc.txt", "another text")
    right = put(tmp_path / "z.txt")
    document = find_documents(tmp_path, [("doc", DIGEST)]).at_hand["doc"]
    assert (document.path, document.unchanged) == (right, True)


def test_a_changed_document_is_found_by_name_and_said_to_be_changed(tmp_path: Path) -> None:
    put(tmp_path / "doc.txt", TEXT + "!")
    document = find_documents(tmp_path, [("doc", DIGEST)]).at_hand["doc"]
    assert (document.text, document.unchanged) == (TEXT + "!", False)


def test_a_document_under_another_name_with_another_digest_is_absent(tmp_path: Path) -> None:
    put(tmp_path / "other.txt", TEXT + "!")
    documents = find_documents(tmp_path, [("doc", DIGEST), ("more", "0" * 64)])
    assert documents.at_hand == {}
    assert documents.absent == ["doc", "more"]


def test_only_text_files_are_looked_at(tmp_path: Path) -> None:
    put(tmp_path / "doc.html")
    (tmp_path / "doc.txt").mkdir()
    assert find_documents(tmp_path, [("doc", DIGEST)]).absent == ["doc"]


def test_a_file_that_is_not_utf8_is_absent(tmp_path: Path) -> None:
    (tmp_path / "doc.txt").write_bytes("集成电路".encode("gb18030"))
    assert find_documents(tmp_path, [("doc", DIGEST)]).absent == ["doc"]


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_a_folder_that_is_none_is_refused_in_both_languages(tmp_path: Path, name: str) -> None:
    put(tmp_path / "file.txt")
    with pytest.raises(DocumentsError) as caught:
        find_documents(tmp_path / name, [("doc", DIGEST)])
    assert "there is no folder" in caught.value.en
    assert "没有名为" in caught.value.zh
    assert name in caught.value.en and name in caught.value.zh


def test_a_digest_is_that_of_the_utf8_bytes() -> None:
    assert digest_of(TEXT) == DIGEST

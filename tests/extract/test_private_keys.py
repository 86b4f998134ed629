"""Keys are not read, whatever they are called."""

from __future__ import annotations

import pytest
from extract.reading import document, documents

from lfmsearch.extract.blob import Skipped

DASHES = "-" * 5


@pytest.mark.parametrize(
    "text",
    [
        f"{DASHES}BEGIN OPENSSH PRIVATE KEY{DASHES}\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n",
        f"{DASHES}BEGIN RSA PRIVATE KEY{DASHES}\nMIIEpAIBAAKCAQEA\n",
        f"\n{DASHES}BEGIN PRIVATE KEY{DASHES}\nMIIEvQIBADANBg\n",
        f"{DASHES}BEGIN ENCRYPTED PRIVATE KEY{DASHES}\nMIIFHDBOBg\n",
        f"{DASHES}BEGIN PGP PRIVATE KEY BLOCK{DASHES}\n\nlQdGBF\n",
        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nP2/56wAAA\n",
        "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n",
        "# created: 2024-01-01T10:00:00Z\n# public key: age1abc\nAGE-SECRET-KEY-1QQQ\n",
        "\ufeffAGE-SECRET-KEY-1QQQ\n",
    ],
)
@pytest.mark.parametrize("name", ["backup.txt", "server", "notes.md"])
def test_a_private_key_is_not_read(text: str, name: str) -> None:
    """It is known by how it begins, and found by its name alone."""
    with pytest.raises(Skipped, match="private key"):
        documents(text.encode(), name)


@pytest.mark.parametrize(
    "text",
    [
        f"{DASHES}BEGIN PGP SIGNED MESSAGE{DASHES}\nHash: SHA256\n\nDear Anna, the rent is paid.\n",
        f"How to make a key: the file begins with {DASHES}BEGIN OPENSSH PRIVATE KEY{DASHES} and is yours alone.\n",
        "PuTTY-User-Key-File is what the file begins with.\n",
        "# age\n\nIts keys begin with AGE-SECRET-KEY and a number.\n",
    ],
)
def test_a_text_about_keys_is_read(text: str) -> None:
    """And a letter that is signed."""
    assert document(text, "keys.md").sections

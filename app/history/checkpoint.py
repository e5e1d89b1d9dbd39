"""Checkpoints: what all chains held at a moment, in one hash, signed. Pure functions.

A leaf is a chain: a case (its number, its identity, how many events, the hash of the last one) or the house itself (number 0). The hash of an event
binds all that came before it, whoever knows the history's key: a chain that is held against its leaf cannot have been written anew. The leaves, by
number, are a Merkle tree as RFC 6962 builds it (SHA-256; 0x00 before a leaf, 0x01 before a node), so that one case can be shown to belong to a
checkpoint without the others. A checkpoint names the hash of the one before it: none can be left out. Signatures: Ed25519 (RFC 8032).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

HOUSE = 0
FORMAT = 1


@dataclass(frozen=True, order=True)
class Leaf:
    """A chain at a moment: `number` of the case in the register (0: the house), `uid`, `count` of events, `head` the hash of the last one."""

    number: int
    uid: str
    count: int
    head: bytes

    def bytes(self) -> bytes:
        """As it is hashed."""
        return orjson.dumps([self.number, self.uid, self.count, self.head.hex()])

    def plain(self) -> list[Any]:
        """As a file holds it."""
        return [self.number, self.uid, self.count, self.head.hex()]


def leaf_of(plain: Any) -> Leaf:
    """A leaf out of a file.

    Raises  ValueError.
    """
    if not isinstance(plain, list) or len(plain) != 4 or not (type(plain[0]) is int and isinstance(plain[1], str) and type(plain[2]) is int):
        raise ValueError("not a leaf")
    return Leaf(plain[0], plain[1], plain[2], bytes.fromhex(str(plain[3])))


def root(leaves: Iterable[Leaf]) -> bytes:
    """The Merkle root of the leaves in their order."""
    return _root([_leaf_hash(leaf) for leaf in leaves])


def inclusion(leaves: Sequence[Leaf], index: int) -> list[bytes]:
    """What is needed beside the leaf at `index` to come to the root: the audit path of RFC 6962, from below."""
    return _path([_leaf_hash(leaf) for leaf in leaves], index)


def root_by(leaf: Leaf, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root to which a leaf and its audit path lead; None for a path that does not fit the size."""
    found, at, last, rest = _leaf_hash(leaf), index, size - 1, list(path)
    while last > 0:
        if at % 2 or at == last:
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
            if at == 0:
                break
            if not rest:
                return None
            found = _node(rest.pop(0), found)
        else:
            if not rest:
                return None
            found = _node(found, rest.pop(0))
        at, last = at >> 1, last >> 1
    return found if not rest and 0 <= index < size else None


def _leaf_hash(leaf: Leaf) -> bytes:
    return sha256(b"\x00" + leaf.bytes()).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _root(hashes: Sequence[bytes]) -> bytes:
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    cut = _half(len(hashes))
    return _node(_root(hashes[:cut]), _root(hashes[cut:]))


def _path(hashes: Sequence[bytes], index: int) -> list[bytes]:
    if len(hashes) <= 1:
        return []
    cut = _half(len(hashes))
    if index < cut:
        return [*_path(hashes[:cut], index), _root(hashes[cut:])]
    return [*_path(hashes[cut:], index - cut), _root(hashes[:cut])]


def _half(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def body(n: int, at: str, leaves: Sequence[Leaf], previous: bytes, key: bytes, following: bytes | None) -> bytes:
    """What is signed, as canonical JSON; `previous`: the hash of the body before; `key`: the public key that signs; `following`: the one after it."""
    said = {
        "format": FORMAT, "n": n, "at": at, "cases": sum(leaf.number != HOUSE for leaf in leaves), "events": sum(leaf.count for leaf in leaves),
        "root": root(leaves).hex(), "previous": previous.hex(), "key": key.hex(), "next_key": following.hex() if following else None,
    }  # fmt: skip
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS)


def body_hash(signed: bytes) -> bytes:
    """By which the next one names it."""
    return sha256(signed).digest()


def sign(private: bytes, signed: bytes) -> bytes:
    """The Ed25519 signature (64 bytes) by a private key of 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(signed)


def new_key() -> bytes:
    """A new private key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The public key of a private one, 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def is_signed(public: bytes, signed: bytes, signature: bytes) -> bool:
    """Whether this key signed it."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """How people compare keys: the first sixteen hex digits of its SHA-256, in fours."""
    digits = sha256(public).hexdigest()[:16]
    return " ".join(digits[i : i + 4] for i in range(0, 16, 4))


def said(signed: bytes) -> Mapping[str, Any]:
    """A body as it was signed."""
    found: dict[str, Any] = orjson.loads(signed)
    return found

"""Is the trail what was sealed? One file that needs nothing but Python: copy it away, and verify exports where you trust.

    python verifier.py EXPORT.jsonl… --key PUBLIC_KEY [--checkpoints checkpoints.jsonl] [--json]

Leaf: SHA-256(0x00 | canonical JSON of an entry). Root: the Merkle tree of RFC 6962. A checkpoint is one line of canonical
JSON: number, hash of the line before, what it covers, root, all leaves, time, Ed25519 signature (RFC 8032).
"""

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

MOST_PROBLEMS = 1000
EARLIEST_EXPIRY = timedelta(days=365)
CLOCK_SLACK = timedelta(seconds=60)  # clocks are set back by a little; a seal is not that late


# What is hashed


def canonical(value: dict[str, Any]) -> bytes:
    """One JSON text for one value: sorted names, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def leaf_of(entry: dict[str, Any]) -> bytes:
    return hashlib.sha256(b"\x00" + canonical(entry)).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of RFC 6962, section 2.1; of nothing it is the hash of nothing."""
    level = list(leaves) or [hashlib.sha256(b"").digest()]
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def line_hash(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


@dataclass(frozen=True)
class Snapshot:
    """PostgreSQL's `xmin:xmax:xip`: which transactions had ended when it was taken."""

    least: int
    end: int
    running: frozenset[int]

    @classmethod
    def parse(cls, text: str) -> "Snapshot":
        least, end, running = text.split(":")
        return cls(int(least), int(end), frozenset(int(each) for each in running.split(",") if each))

    def sees(self, transaction: int) -> bool:
        return transaction < self.end and transaction not in self.running


@dataclass(frozen=True)
class Checkpoint:
    """One sealed batch. `floor`: transactions that the snapshot does not know yet write no earlier time."""

    number: int
    previous: str
    snapshot: Snapshot
    time: datetime
    floor: datetime
    leaves: tuple[tuple[str, bytes], ...]
    content: dict[str, Any]
    line: str

    @classmethod
    def parse(cls, line: str) -> "Checkpoint":
        """Raises ValueError for what is no checkpoint."""
        try:
            content = json.loads(line)
            packed = base64.b64decode(content["leaves"], validate=True)
            return cls(
                int(content["number"]),
                str(content["previous"]),
                Snapshot.parse(content["snapshot"]),
                datetime.fromisoformat(content["time"]),
                datetime.fromisoformat(content["floor"]),
                tuple((packed[at : at + 16].hex(), packed[at + 16 : at + 48]) for at in range(0, len(packed), 48)),
                content,
                line,
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a checkpoint: {error}") from None

    def signed_bytes(self) -> bytes:
        return canonical({name: value for name, value in self.content.items() if name != "signature"})

    def is_whole(self) -> bool:
        """Whether root, count and ends are those of its own leaves."""
        ids = [name for name, _ in self.leaves]
        said = tuple(self.content.get(name) for name in ("count", "root", "first", "last"))
        root = root_of([each for _, each in self.leaves]).hex()
        return said == (len(ids), root, ids[0] if ids else None, ids[-1] if ids else None)


def pack_leaves(leaves: Iterable[tuple[str, bytes]]) -> str:
    return base64.b64encode(b"".join(bytes.fromhex(name) + each for name, each in leaves)).decode()


def key_name(public_key: bytes) -> str:
    return hashlib.sha256(public_key).hexdigest()[:16]


# The examination


@dataclass
class Problem:
    """`kind` is stable; `entry` and `checkpoint` say where."""

    kind: str
    what: str
    entry: str | None = None
    checkpoint: int | None = None


@dataclass
class Report:
    """The verdict. `notes` are worth knowing and prove nothing."""

    ok: bool = True
    entries: int = 0
    checkpoints: int = 0
    unsealed: int = 0
    expired_through: int = 0
    sealed_through: str | None = None
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass
class Found:
    """An entry as it was found. `address` and `salt` only where the database itself is examined."""

    entry: dict[str, Any]
    address: str | None = None
    salt: bytes | None = None

    @property
    def name(self) -> str:
        return str(self.entry.get("id", "")).replace("-", "")


class Examination:
    """Feed entries in the order of sealing and close each checkpoint after them; then `finish`.

    Before a checkpoint is closed every entry of a transaction below the end of its snapshot must have been fed.
    """

    def __init__(self, public_key: bytes, *, expired_through: int = 0, from_start: bool = True) -> None:
        self.report = Report(expired_through=expired_through)
        self._key = public_key
        self._from_start = from_start
        self._waiting: list[Found] = []
        self._before: Checkpoint | None = None
        self._missing: dict[str, tuple[int, bytes]] = {}
        self._surplus: list[tuple[Found, int]] = []
        self._names: set[str] = set()
        self._without_address: dict[frozenset[str], str] = {}
        self._erased: set[str] = set()

    def feed(self, found: Iterable[Found]) -> None:
        self._waiting.extend(found)

    def close(self, line: str) -> None:
        """Check one checkpoint against the one before it, and the entries that it covers."""
        try:
            now = Checkpoint.parse(line)
        except ValueError as error:
            self.add("checkpoint_forged", f"a line that is no checkpoint: {error}")
            return
        self._check_chain(now)
        mine = [each for each in self._waiting if now.snapshot.sees(_transaction(each))]
        self._waiting = [each for each in self._waiting if not now.snapshot.sees(_transaction(each))]
        if now.number <= self.report.expired_through:
            self._check_expired(now, mine)
        else:
            self._compare(now, mine)
        self.report.checkpoints += 1
        self.report.sealed_through = now.content["time"]
        self._before = now

    def finish(self) -> Report:
        """What was neither explained nor sealed; the verdict."""
        for found, number in self._surplus:
            there = self._missing.pop(found.name, None)
            if there is None:
                self.add("inserted", "an entry that was never sealed stands among sealed ones", found, number)
            elif there[1] == leaf_of(found.entry):
                self.add("reordered", f"an entry of checkpoint {there[0]} stands elsewhere", found, number)
            else:
                self.add("edited", "an entry was changed and stands elsewhere", found, there[0])
        for name, (number, _) in self._missing.items():
            self.add("deleted", "a sealed entry is gone", name, number)
        for each in self._waiting:
            self._note_erasure(each.entry)
        for people, name in self._without_address.items():
            if not people & self._erased:
                self.add("address_removed", "an address was removed although nobody was erased", name)
        self.report.unsealed = len(self._waiting)
        self.report.entries += len(self._waiting)
        self.report.ok = self.report.problem_count == 0
        return self.report

    def add(self, kind: str, what: str, entry: Found | str | None = None, checkpoint: int | None = None) -> None:
        """One more problem; the first thousand are kept in full."""
        self.report.problem_count += 1
        if len(self.report.problems) < MOST_PROBLEMS:
            name = entry.name if isinstance(entry, Found) else entry
            self.report.problems.append(Problem(kind, what, _dashed(name), checkpoint))

    def _check_chain(self, now: Checkpoint) -> None:
        before, number = self._before, now.number
        if now.content.get("key") != key_name(self._key):
            self.add("wrong_key", "signed with another key than the one given", checkpoint=number)
        elif not verify_signature(self._key, now.signed_bytes(), str(now.content.get("signature", ""))):
            self.add("checkpoint_forged", "the signature does not fit", checkpoint=number)
        if not now.is_whole():
            self.add("checkpoint_forged", "root, count or ends do not fit the leaves", checkpoint=number)
        if before is None:
            if self._from_start and (number != 1 or now.previous != ""):
                self.add("chain_broken", f"the chain begins with checkpoint {number}", checkpoint=number)
            return
        if number != before.number + 1 or now.previous != line_hash(before.line):
            self.add("chain_broken", f"does not follow checkpoint {before.number}", checkpoint=number)
        if now.time < before.time:
            self.report.notes.append(f"the clock moved back between checkpoints {before.number} and {number}")

    def _check_expired(self, now: Checkpoint, mine: list[Found]) -> None:
        if datetime.now(now.time.tzinfo) - now.time < EARLIEST_EXPIRY:
            self.add("expired_early", "entries were let expire before their time", checkpoint=now.number)
        for each in mine:
            self.add("inserted", "an entry stands where all have expired", each, now.number)

    def _compare(self, now: Checkpoint, mine: list[Found]) -> None:
        expected = dict(now.leaves)
        order: list[str] = []
        for each in mine:
            self._look_at(each, now)
            if each.name in self._names:
                self.add("duplicated", "an entry stands here twice", each, now.number)
                continue
            self._names.add(each.name)
            wanted = expected.pop(each.name, None)
            if wanted is None:
                self._surplus.append((each, now.number))
                continue
            order.append(each.name)
            if wanted != leaf_of(each.entry):
                self.add("edited", "an entry is not what was sealed", each, now.number)
        for name, leaf in expected.items():
            self._missing[name] = (now.number, leaf)
        kept = set(order)
        sealed = [name for name, _ in now.leaves if name in kept]
        if order != sealed:
            first = next(name for name, other in zip(order, sealed, strict=True) if name != other)
            self.add("reordered", "entries do not stand in the order in which they were sealed", first, now.number)
        self._names.clear()  # a name that comes again later is surplus there

    def _note_erasure(self, entry: dict[str, Any]) -> None:
        if entry.get("action") == "account.erased":
            self._erased.update(entry.get("subjects") or ())

    def _look_at(self, found: Found, now: Checkpoint) -> None:
        """Time, address and erasure of one entry."""
        self.report.entries += 1
        entry, before = found.entry, self._before
        self._note_erasure(entry)
        if found.address is not None and found.salt is not None:
            digest = hashlib.sha256(found.salt + found.address.encode("utf-8", "replace")).hexdigest()
            if digest != entry.get("addressDigest"):
                self.add("edited", "the address is not the one that was sealed", found, now.number)
        elif found.address is None and found.salt is None and entry.get("addressDigest"):
            people = [entry["account"]] if entry.get("account") else entry.get("subjects") or []
            self._without_address.setdefault(frozenset(people), found.name)
        if before is None or now.time < before.time or _transaction(found) < before.snapshot.end:
            return
        if datetime.fromisoformat(entry["at"]) < before.floor - CLOCK_SLACK:
            self.add("backdated", "the time lies before the seal of what came earlier", found, now.number)


def compare_with_witness(there: Mapping[int, str], witness: Iterable[str], examination: Examination) -> None:
    """What the checkpoints file has seen must still be in the database. `there`: line hashes of its checkpoints."""
    last_there = max(there, default=0)
    seen: set[int] = set()
    newest = 0
    for line in witness:
        try:
            number = Checkpoint.parse(line).number
        except ValueError:
            examination.add("witness_edited", "the checkpoints file has a line that is no checkpoint")
            continue
        if there.get(number) == line_hash(line):
            seen.add(number)
        else:
            what = "a checkpoint of the file is gone: the database is older than the file, or one of them was changed"
            examination.add("rolled_back", what, checkpoint=number)
        newest = max(newest, number)
    for number in sorted(set(there) - seen):
        if number < newest:
            examination.add("witness_edited", "the checkpoints file lacks a checkpoint", checkpoint=number)
    if last_there > newest:
        examination.report.notes.append(
            f"the checkpoints file is {last_there - newest} behind; the next seal completes it"
        )


def _transaction(found: Found) -> int:
    return int(found.entry["xid"])


def _dashed(name: str | None) -> str | None:
    if name is None or len(name) != 32:
        return name
    return f"{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}"


# Ed25519 (RFC 8032, section 5.1), for machines without the cryptography package

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_I = pow(2, (_P - 1) // 4, _P)
Point = tuple[int, int, int, int]


def verify_signature(public_key: bytes, message: bytes, signature: str) -> bool:
    """Whether the hexadecimal signature of the message fits the key."""
    try:
        raw = bytes.fromhex(signature)
    except ValueError:
        return False
    if len(raw) != 64 or len(public_key) != 32:
        return False
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return verify_slowly(public_key, message, raw)
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(raw, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def verify_slowly(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """The same in plain Python: some milliseconds a signature."""
    a, r = _decode(public_key), _decode(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= _L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % _L
    left, right = _multiply(s, _BASE), _add(r, _multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % _P == 0 and (left[1] * right[2] - right[1] * left[2]) % _P == 0


def _decode(raw: bytes) -> Point | None:
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * _I % _P
    if x * x % _P != square or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


def _add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _multiply(number: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = _add(result, point)
        point = _add(point, point)
        number >>= 1
    return result


_BASE = _decode((4 * pow(5, -1, _P) % _P).to_bytes(32, "little")) or (0, 1, 1, 0)


# Exports


def verify_files(
    paths: Sequence[Path], public_key: bytes, witness: Path | None, read: Callable[[int], None] = lambda _: None
) -> Report:
    """Exported files in order, each line an entry or a checkpoint; with the checkpoints file, that they are its own.

    `read` is told of the bytes of each line.
    """
    examination = Examination(public_key, from_start=False)
    known = {line_hash(line) for line in _lines(witness)} if witness else None
    for path in paths:
        for line in _lines(path):
            read(len(line) + 1)
            try:
                value = json.loads(line)
            except ValueError:
                examination.add("edited", f"a line of {path.name} is no JSON")
                continue
            if "signature" not in value:
                examination.feed([Found(value, salt=b"")])
                continue
            if known is not None and line_hash(line) not in known:
                examination.add("chain_broken", "not in the checkpoints file", checkpoint=value.get("number"))
            examination.close(line)
    report = examination.finish()
    if report.unsealed:
        examination.add("inserted", f"{report.unsealed} entries stand after the last checkpoint")
        report.ok = False
    return report


def _lines(path: Path) -> Iterable[str]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield line.rstrip("\n")


def read_key(given: str) -> bytes:
    """A public key: 64 hexadecimal digits, or a file that holds them."""
    text = given if len(given) == 64 and not Path(given).exists() else Path(given).read_text(encoding="ascii")
    return bytes.fromhex(text.strip())


def main(arguments: Sequence[str] | None = None) -> int:
    """0: as sealed; 1: it is not."""
    parser = argparse.ArgumentParser(description="Verify exported audit files.")
    parser.add_argument("exports", nargs="+", type=Path, help="exported files, oldest first")
    parser.add_argument("--key", required=True, help="the public key: hexadecimal, or a file")
    parser.add_argument("--checkpoints", type=Path, help="the checkpoints file, from where nobody could change it")
    parser.add_argument("--json", action="store_true", dest="as_json")
    given = parser.parse_args(arguments)
    report = verify_files(given.exports, read_key(given.key), given.checkpoints)
    if given.as_json:
        sys.stdout.write(json.dumps(asdict(report), indent=2) + "\n")
        return 0 if report.ok else 1
    for each in report.problems:
        place = f"checkpoint {each.checkpoint}" if each.checkpoint is not None else "-"
        sys.stdout.write(f"{each.kind}: entry {each.entry or '-'} ({place}): {each.what}\n")
    verdict = "as it was sealed" if report.ok else f"NOT as it was sealed: {report.problem_count} problems"
    sys.stdout.write(f"{report.entries} entries, {report.checkpoints} checkpoints: {verdict}\n")
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main())

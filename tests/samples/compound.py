"""OLE compound files from streams, for HWP 5 and for Office files behind a password."""

import struct
import zlib

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """A file with these streams (`folder/name`, one level deep); short ones are padded so that no mini stream is needed."""
    padded = {path: data + bytes(max(0, 4096 - len(data))) for path, data in streams.items()}
    folders = sorted({path.partition("/")[0] for path in padded if "/" in path})
    entries: list[tuple[str, int, bytes]] = [("Root Entry", 5, b"")]
    top = [(name, 1, b"") for name in folders] + [(path, 2, data) for path, data in padded.items() if "/" not in path]
    entries += top
    children = {
        name: [(path.partition("/")[2], 2, data) for path, data in padded.items() if path.startswith(name + "/")]
        for name in folders
    }
    first_child = {0: 1}
    right = {at: at + 1 for at in range(1, len(top))}
    for number, name in enumerate(folders, 1):
        first_child[number] = len(entries)
        right.update({at: at + 1 for at in range(len(entries), len(entries) + len(children[name]) - 1)})
        entries += children[name]
    directory_sectors = -(-len(entries) * 128 // _SECTOR)
    starts: dict[int, int] = {}
    fat = [_FAT] + [at + 2 for at in range(directory_sectors)]
    fat[-1] = _END
    body = b""
    for number, (_, kind, data) in enumerate(entries):
        if kind == 2:
            count = -(-len(data) // _SECTOR)
            starts[number] = len(fat)
            fat += [len(fat) + at + 1 for at in range(count - 1)] + [_END]
            body += data.ljust(count * _SECTOR, b"\0")
    assert len(fat) <= _SECTOR // 4, "one FAT sector is enough for samples"
    table = b""
    for number, (name, kind, data) in enumerate(entries):
        encoded = name.encode("utf-16-le") + b"\0\0"
        table += encoded.ljust(64, b"\0") + struct.pack(
            "<HBBIII16sIQQIQ", len(encoded), kind, 1, _FREE, right.get(number, _FREE), first_child.get(number, _FREE), b"", 0, 0, 0,
            starts.get(number, _END if number == 0 else 0), len(data),
        )  # fmt: skip
    header = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    )
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    sectors = (
        struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
        + table.ljust(directory_sectors * _SECTOR, b"\0")
        + body
    )
    return header + sectors


def record(tag: int, level: int, payload: bytes) -> bytes:
    """One HWP record."""
    if len(payload) < 0xFFF:
        return struct.pack("<I", tag | level << 10 | len(payload) << 20) + payload
    return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(payload)) + payload


def hwp_paragraph(text: str, level: int = 0, shape: int = 0) -> bytes:
    text = text.replace("\t", "\t\0\0\0\0\0\0\t")  # a tab takes eight units
    return record(66, level, struct.pack("<IIH", len(text), 0, shape) + bytes(12)) + record(
        67, level + 1, text.encode("utf-16-le")
    )


def hwp_table(rows: list[list[str]]) -> bytes:
    cells = b"".join(
        record(72, 2, struct.pack("<IIHH", 1, 0, column, row) + bytes(30)) + hwp_paragraph(text, 2)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return record(71, 1, b" lbt" + bytes(20)) + record(77, 2, bytes(20)) + cells


def hwp(body: bytes | None = None, flags: int = 1) -> bytes:
    """HWP 5 with an outline heading, a paragraph with control characters and a table."""
    control = "".join(map(chr, (2, 0x6364, 0x7365, 0, 0, 0, 0, 2)))  # an extended control takes eight units
    shapes = record(25, 0, struct.pack("<I", 0) + bytes(20)) + record(25, 0, struct.pack("<I", 1 << 23) + bytes(20))
    content = body
    if content is None:
        content = hwp_paragraph("제안 배경", shape=1) + hwp_paragraph(control + "한글 문서\t본문입니다.\r")
        content += hwp_table([["항목", "금액"], ["인건비", "500"]]) + hwp_paragraph("마지막 문단")

    def squeeze(data: bytes) -> bytes:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(data) + packer.flush() if flags & 1 else data

    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000300, flags)
    return compound({"FileHeader": header, "DocInfo": squeeze(shapes), "BodyText/Section0": squeeze(content)})


def encrypted_office() -> bytes:
    return compound({"EncryptionInfo": b"\x04\0\x04\0", "EncryptedPackage": bytes(5000)})

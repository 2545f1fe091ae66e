"""Filters of system calls as classic BPF: what a parser may call is a short list, what tesseract may not call another."""

import ctypes
import errno
import platform
import struct
from typing import Final

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _PR_GET_SECCOMP = 38, 22, 21
_FILTER: Final = 2
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ARCHITECTURES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_PROT_EXEC: Final = 4
_CLONE_THREAD: Final = 0x10000

# name: (x86-64, aarch64); -1 where the architecture has no such call. Numbers from the kernel's syscall tables.
_NUMBERS: Final[dict[str, tuple[int, int]]] = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "fstat": (5, 80), "lseek": (8, 62), "mmap": (9, 222),
    "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139), "pread64": (17, 67), "readv": (19, 65), "writev": (20, 66), "sched_yield": (24, 124),
    "mremap": (25, 216), "mincore": (27, 232), "madvise": (28, 233), "nanosleep": (35, 101), "getpid": (39, 172),
    "exit": (60, 93), "uname": (63, 160), "gettimeofday": (96, 169), "getrlimit": (97, 163), "getrusage": (98, 165),
    "sysinfo": (99, 179), "times": (100, 153), "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175),
    "getegid": (108, 177), "getppid": (110, 173), "sigaltstack": (131, 132), "gettid": (186, 178), "time": (201, -1),
    "futex": (202, 98), "sched_getaffinity": (204, 123), "restart_syscall": (219, 128), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "clock_nanosleep": (230, 115), "exit_group": (231, 94), "set_robust_list": (273, 99),
    "getrandom": (318, 278), "membarrier": (324, 283), "rseq": (334, 293),
    # what no helper program needs
    "socket": (41, 198), "connect": (42, 203), "accept": (43, 202), "sendto": (44, 206), "recvfrom": (45, 207),
    "sendmsg": (46, 211), "recvmsg": (47, 212), "bind": (49, 200), "listen": (50, 201), "socketpair": (53, 199),
    "clone": (56, 220), "fork": (57, -1), "vfork": (58, -1), "kill": (62, 129), "ptrace": (101, 117), "tkill": (200, 130),
    "tgkill": (234, 131), "mount": (165, 40), "umount2": (166, 39), "chroot": (161, 51), "pivot_root": (155, 41),
    "unshare": (272, 97), "setns": (308, 268), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "io_uring_setup": (425, 425), "pidfd_open": (434, 434), "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438), "clone3": (435, 435), "execveat": (322, 281), "accept4": (288, 242), "sendmmsg": (307, 269),
    "setuid": (105, 146), "setgid": (106, 144), "open_by_handle_at": (304, 265), "init_module": (175, 105), "reboot": (169, 142),
}  # fmt: skip
_SPLIT: Final = list(_NUMBERS).index("socket")
ALLOWED: Final = tuple(list(_NUMBERS)[:_SPLIT])
REFUSED: Final = tuple(list(_NUMBERS)[_SPLIT:])

_Instruction = tuple[int, int, int, int]


def machine() -> str | None:
    """The architecture whose numbers are known here, or None."""
    name = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    return name if name in _ARCHITECTURES and struct.calcsize("P") == 8 else None


def available() -> bool:
    """Whether a filter can be installed on this machine."""
    libc = ctypes.CDLL(None, use_errno=True)
    return machine() is not None and libc.prctl(_PR_GET_SECCOMP, 0, 0, 0, 0) >= 0


def _prologue(name: str) -> list[_Instruction]:
    """Refuse other architectures, whose numbers mean other calls, and on x86-64 the x32 numbers."""
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, _ARCHITECTURES[name]), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    if name == "x86_64":
        steps += [(_AT_LEAST, 0, 1, 0x40000000), (_RETURN, 0, 0, _KILL)]
    return steps


def _number(call: str, name: str) -> int:
    return _NUMBERS[call][0 if name == "x86_64" else 1]


def parser_filter(name: str) -> list[_Instruction]:
    """Only memory, time, what is already open and exit; no memory may become executable."""
    steps = _prologue(name)
    refuse = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    for call in ("mmap", "mprotect"):
        # struct seccomp_data: argument 2 (protection) begins at byte 16 + 2 * 8.
        steps += [(_EQUAL, 0, 4, _number(call, name)), (_LOAD, 0, 0, 32), (_ANY_BIT, 0, 1, _PROT_EXEC), refuse]
        steps += [(_RETURN, 0, 0, _ALLOW)]
    for call in ALLOWED:
        if call not in ("mmap", "mprotect") and (number := _number(call, name)) >= 0:
            steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    return [*steps, refuse]


def program_filter(name: str) -> list[_Instruction]:
    """For a helper program: no sockets, no new processes (threads are fine), no signals, nothing that changes the system."""
    steps = _prologue(name)
    refuse = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    for call in REFUSED:
        number = _number(call, name)
        if number < 0:
            continue
        if call == "clone":
            steps += [(_EQUAL, 0, 4, number), (_LOAD, 0, 0, 16), (_ANY_BIT, 1, 0, _CLONE_THREAD), refuse]
            steps += [(_RETURN, 0, 0, _ALLOW)]
        elif call == "clone3":  # the C library then falls back to clone, whose flags can be read
            steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]
        else:
            steps += [(_EQUAL, 0, 1, number), refuse]
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def packed(steps: list[_Instruction]) -> bytes:
    """The filter as the kernel reads it."""
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def install(code: bytes, libc: ctypes.CDLL) -> None:
    """Install a filter for this thread and all that it starts; there is no way back. Raises OSError."""
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(buffer))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        _PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "seccomp")

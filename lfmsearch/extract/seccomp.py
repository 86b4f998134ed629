"""
A filter of system calls (seccomp, Linux): what reaches beyond the process is refused with EPERM.

Closes what Landlock leaves open: every kind of socket and not TCP alone, the memory of other processes, keys, mounts, new
namespaces, and owners, modes and times of files. What a reader needs (open, read, map, allocate) passes.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable

# asm/unistd_64.h of x86-64 and asm-generic/unistd.h of arm64. Newer calls have the same number everywhere.
_SAME = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "pidfd_getfd": 438, "process_madvise": 440, "mount_setattr": 442, "quotactl_fd": 443, "fchmodat2": 452,
    "setxattrat": 463, "removexattrat": 466, "open_tree_attr": 467, "file_setattr": 469,
}  # fmt: skip
_X86_64 = {
    "shmget": 29, "shmat": 30, "socket": 41, "connect": 42, "accept": 43, "bind": 49, "listen": 50, "socketpair": 53,
    "semget": 64, "msgget": 68, "chmod": 90, "fchmod": 91, "chown": 92, "fchown": 93, "lchown": 94, "ptrace": 101,
    "syslog": 103, "utime": 132, "uselib": 134, "pivot_root": 155, "adjtimex": 159, "chroot": 161, "acct": 163,
    "settimeofday": 164, "mount": 165, "umount2": 166, "swapon": 167, "swapoff": 168, "reboot": 169,
    "sethostname": 170, "setdomainname": 171, "iopl": 172, "ioperm": 173, "init_module": 175, "delete_module": 176,
    "quotactl": 179, "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197, "lremovexattr": 198,
    "fremovexattr": 199, "clock_settime": 227, "utimes": 235, "mq_open": 240, "mq_unlink": 241, "kexec_load": 246,
    "add_key": 248, "request_key": 249, "keyctl": 250, "migrate_pages": 256, "fchownat": 260, "futimesat": 261,
    "fchmodat": 268, "unshare": 272, "move_pages": 279, "utimensat": 280, "accept4": 288, "perf_event_open": 298,
    "fanotify_init": 300, "open_by_handle_at": 304, "clock_adjtime": 305, "setns": 308, "process_vm_readv": 310,
    "process_vm_writev": 311, "kcmp": 312, "finit_module": 313, "kexec_file_load": 320, "bpf": 321, "userfaultfd": 323,
    "execve": 59, "execveat": 322, "clone": 56, "clone3": 435, "prlimit64": 302, "seccomp": 317,
}  # fmt: skip
_ARM64 = {
    "setxattr": 5, "lsetxattr": 6, "fsetxattr": 7, "removexattr": 14, "lremovexattr": 15, "fremovexattr": 16,
    "umount2": 39, "mount": 40, "pivot_root": 41, "chroot": 51, "fchmod": 52, "fchmodat": 53, "fchownat": 54,
    "fchown": 55, "quotactl": 60, "utimensat": 88, "acct": 89, "unshare": 97, "kexec_load": 104, "init_module": 105,
    "delete_module": 106, "clock_settime": 112, "syslog": 116, "ptrace": 117, "reboot": 142, "sethostname": 161,
    "setdomainname": 162, "settimeofday": 170, "adjtimex": 171, "mq_open": 180, "mq_unlink": 181, "msgget": 186,
    "semget": 190, "shmget": 194, "shmat": 196, "socket": 198, "socketpair": 199, "bind": 200, "listen": 201,
    "accept": 202, "connect": 203, "add_key": 217, "request_key": 218, "keyctl": 219, "swapon": 224, "swapoff": 225,
    "migrate_pages": 238, "move_pages": 239, "perf_event_open": 241, "accept4": 242, "fanotify_init": 262,
    "open_by_handle_at": 265, "clock_adjtime": 266, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271,
    "kcmp": 272, "finit_module": 273, "bpf": 280, "userfaultfd": 282, "kexec_file_load": 294,
    "execve": 221, "execveat": 281, "clone": 220, "clone3": 435, "prlimit64": 261, "seccomp": 277,
}  # fmt: skip
# By the name that `uname` gives: what linux/audit.h calls it, and its numbers.
MACHINES = {"x86_64": (0xC000003E, _X86_64 | _SAME), "aarch64": (0xC00000B7, _ARM64 | _SAME)}
_PROGRAMS = ("execve", "execveat")
# Looked at more closely, or not filtered at all.
_OTHERS = ("clone", "clone3", "prlimit64", "seccomp")

# linux/bpf_common.h: load a word of the call's description, jump, jump if equal / greater or equal / a bit is set, return.
_LOAD, _JUMP, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06
# struct seccomp_data: where the number, the architecture and the first argument stand (both are little-endian).
_NUMBER, _ARCHITECTURE, _FIRST = 0, 4, 16
_ALLOW, _REFUSE, _ABSENT = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38  # EPERM, ENOSYS
_X32 = 0x40000000  # the third way to call an x86-64 kernel, with numbers of its own
_NEW_NAMESPACES = 0x7E020000  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
_SET_FILTER = 1
_KEEP_SPECULATION = 1 << 2  # kernels before 5.16 would slow the whole process down


def restrict(*, programs: bool) -> tuple[str, ...]:
    """
    Filter the system calls of this process and what it starts, for good; `no_new_privs` must be set. Return what holds.

    Args:
        programs: whether it may start programs.
    """
    if sys.platform != "linux" or struct.calcsize("P") != 8 or (machine := os.uname().machine) not in MACHINES:
        return ()
    import ctypes

    filter_ = program(machine, programs=programs)
    held = ctypes.create_string_buffer(filter_, len(filter_))
    described = ctypes.create_string_buffer(struct.pack("HP", len(filter_) // 8, ctypes.addressof(held)))
    libc = ctypes.CDLL(None, use_errno=True)
    number = MACHINES[machine][1]["seccomp"]
    if libc.syscall(number, ctypes.c_uint(_SET_FILTER), ctypes.c_uint(_KEEP_SPECULATION), described) != 0:
        return ()  # built without it, or a container forbids it
    return ("network", "calls") if programs else ("network", "calls", "programs")


def program(machine: str, *, programs: bool) -> bytes:
    """Return the filter (struct sock_filter[]) for a machine of MACHINES."""
    architecture, numbers = MACHINES[machine]
    refused = [number for name, number in numbers.items() if name not in (*_PROGRAMS, *_OTHERS)]
    if not programs:
        refused += [numbers[name] for name in _PROGRAMS]
    # Another architecture's calls have other numbers: none of them passes.
    lines = [_step(_LOAD, _ARCHITECTURE), _step(_EQUAL, architecture, 1, 0), _step(_RETURN, _REFUSE)]
    lines += [_step(_LOAD, _NUMBER), *_if(_AT_LEAST, _X32, _REFUSE)]
    # What it asks for lies in memory that a filter cannot see; the C library then takes `clone`.
    lines += _if(_EQUAL, numbers["clone3"], _ABSENT)
    lines += _refused(refused)
    # A process or thread of its own, yes; with another view of the system, no.
    lines += [_step(_EQUAL, numbers["clone"], 0, 3), _step(_LOAD, _FIRST), *_if(_ANY_BIT, _NEW_NAMESPACES, _REFUSE)]
    lines += [_step(_LOAD, _NUMBER)]
    # Limits of its own, yes; those of another process, no.
    lines += [_step(_EQUAL, numbers["prlimit64"], 0, 3), _step(_LOAD, _FIRST), _step(_EQUAL, 0, 1, 0)]
    lines += [_step(_RETURN, _REFUSE), _step(_RETURN, _ALLOW)]
    return b"".join(lines)


def _refused(numbers: Iterable[int]) -> list[bytes]:
    """Refuse each of them: one comparison each, all with the same end."""
    ordered = sorted(numbers)
    count = len(ordered)
    lines = [_step(_EQUAL, number, count - at, 0) for at, number in enumerate(ordered)]
    # Past the comparisons: over the end, which is only jumped to.
    return [*lines, _step(_JUMP, 1), _step(_RETURN, _REFUSE)]


def _if(comparison: int, value: int, verdict: int) -> list[bytes]:
    return [_step(comparison, value, 0, 1), _step(_RETURN, verdict)]


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """One instruction: struct sock_filter."""
    return struct.pack("=HBBI", code, then, otherwise, value)

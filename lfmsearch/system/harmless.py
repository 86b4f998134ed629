"""Names of files that come from strangers: which of them are programs, and how they are written down safely."""

from __future__ import annotations

import os
import re
import unicodedata


def _endings(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What some system runs, installs or obeys when it is opened. Of a stranger's attachment none is harmless.
_RUNS_ANYWHERE = _endings(
    "acm action ade adp app appimage application appref-ms appx apk applescript asp bas bat bin cab chm class cmd com command "
    "cpl crt csh deb desktop diagcab dll dmg drv exe fxp gadget grp hlp hta img inf ins iso isp its jar jnlp js jse ksh lnk mad "
    "maf mam maq mar mas mat mau mav maw mcf mda mde mdt mdw mdz mobileconfig mpkg msc msh msi msix msp mst ops out osd pcd php "
    "pif pkg pl plg prf prg ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psm1 py pyc pyo pyw pyz rb reg rpm run scf scpt scptd scr sct "
    "settingcontent-ms sh shb shs so swf sys terminal tool url vb vbe vbp vbs vhd vhdx vsmacros vsw webloc website wine workflow "
    "ws wsc wsf wsh xbap xll xnk zsh"
)
# Of a person's own files, only what this system would run: elsewhere a script opens in an editor.
_RUNS_HERE = {
    "win32": _endings(
        "appref-ms bat cmd com cpl exe hta inf jar js jse lnk msc msi msp pif ps1 py pyw reg scf scr url vb vbe vbs ws wsf wsh"
    ),
    "darwin": _endings("app command dmg jar mobileconfig mpkg pkg terminal tool workflow"),
    "linux": _endings("appimage deb desktop exe jar rpm run"),
}
# Names that Windows keeps for devices, with any ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
# Most file systems take names of 255 bytes.
_LONGEST = 200


def could_run(name: str) -> bool:
    """Return whether a file of this name is a program on some system, or could start one."""
    return _ending(name) in _RUNS_ANYWHERE


def runs_here(name: str, platform: str) -> bool:
    """Return whether opening a file of this name on `platform` (a value of `sys.platform`) would run it."""
    return _ending(name) in _RUNS_HERE.get(platform, _RUNS_HERE["linux"])


def harmless_name(name: str) -> str:
    """
    Return a name under which a stranger's file can be kept: one that shows its ending as it is, and every system takes.

    Without folders, control characters, marks that turn the direction of writing (`invoice_fdp.exe` shown as `invoice_exe.pdf`),
    dots at the beginning, dots and blanks at the end, and names of devices.
    """
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    # Cc, Cf: control characters and invisible marks; Cs: halves of characters; Zl, Zp: ends of lines.
    kept = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    kept = re.sub(r'[<>:"|?*]', "_", kept).strip().lstrip(".").rstrip(". ")
    stem, ending = os.path.splitext(kept)
    ending = ending if len(ending.encode()) <= 20 else ""
    stem = _first_bytes(stem if ending else kept, _LONGEST - len(ending.encode())).rstrip(". ")
    kept = f"{stem or 'Untitled'}{ending}"
    return f"_{kept}" if _DEVICES.fullmatch(kept) else kept


def _ending(name: str) -> str:
    return os.path.splitext(harmless_name(name))[1][1:].lower()


def _first_bytes(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")

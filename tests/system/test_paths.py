import os
import stat

import pytest

from lfmsearch.errors import MachineError
from lfmsearch.system.paths import Home

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")


def test_lfmsearch_home_puts_everything_under_one_folder(tmp_path):
    """Nothing of such a home lies outside of it."""
    home = Home.find({"LFMSEARCH_HOME": str(tmp_path / "one")})

    places = (
        *home.folders,
        home.index_path,
        home.config_path,
        home.sources_path,
        home.lock_path,
        home.calibration_path,
    )
    assert all(place.is_relative_to(tmp_path / "one") for place in places)
    assert not (tmp_path / "one").exists()


def test_an_empty_lfmsearch_home_is_none():
    """`LFMSEARCH_HOME=` means the system's own places, and those are lfmsearch's."""
    home = Home.find({"LFMSEARCH_HOME": ""})

    assert home == Home.find({})
    assert all("lfmsearch" in folder.parts for folder in home.folders)
    assert home.data_dir.is_absolute()


def test_a_relative_home_is_made_absolute(tmp_path, monkeypatch):
    """It must not move when the program changes its folder."""
    monkeypatch.chdir(tmp_path)

    assert Home.find({"LFMSEARCH_HOME": "here"}).data_dir == tmp_path / "here"


@posix
def test_folders_are_private_whatever_the_umask(tmp_path):
    """Also the ones above that had to be made."""
    before = os.umask(0)
    try:
        home = Home.at(tmp_path / "above" / "home")
        home.create()
        home.create()
    finally:
        os.umask(before)

    for folder in (tmp_path / "above", *home.folders):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@posix
def test_a_folder_just_made_is_closed_and_one_in_use_is_left_alone(tmp_path):
    """An empty home is tightened; a folder that holds other things keeps its owner's mode."""
    for name in ("empty", "used"):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(0o755)
    (tmp_path / "used" / "thing").write_text("of somebody")

    for name in ("empty", "used"):
        Home.at(tmp_path / name).create()

    assert stat.S_IMODE((tmp_path / "empty").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "used").stat().st_mode) == 0o755


def test_a_file_in_the_place_of_the_home_is_said(tmp_path):
    """One clear sentence, and what to do."""
    (tmp_path / "file").write_text("")

    with pytest.raises(MachineError, match="could not be made"):
        Home.at(tmp_path / "file").create()

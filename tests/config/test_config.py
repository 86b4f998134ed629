import stat

import pytest

from lfmsearch import config
from lfmsearch.errors import BadConfig, DiskFull, MachineError
from lfmsearch.system.paths import Home


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path / "home")


def test_without_a_file_the_defaults_hold(home):
    """Nothing has to be configured, and reading makes no file."""
    assert config.load(home, {}) == config.Config()
    assert not home.config_dir.exists()


def test_command_line_before_environment_before_file_before_default(home):
    """Each place overrides the ones after it."""
    config.put(home, "readers", "2")
    environ = {"LFMSEARCH_READERS": "3"}

    assert config.load(home, {}).readers == 2
    assert config.load(home, environ).readers == 3
    assert config.load(home, environ, {"readers": "4"}).readers == 4
    assert config.get(home, "readers", environ).origin == "environment"
    assert config.get(home, "hidden", {}).origin == "default"


def test_writing_a_setting_keeps_comments_and_is_for_the_owner_alone(home):
    """The file is the user's; we change one line of it."""
    home.create()
    home.config_path.write_text("# mine\noffline = true  # always\n")

    config.put(home, "hidden", "yes")

    assert home.config_path.read_text() == "# mine\noffline = true  # always\nhidden = true\n"
    assert stat.S_IMODE(home.config_path.stat().st_mode) == 0o600
    assert [path.name for path in home.config_dir.glob(".*")] == []


@pytest.mark.parametrize(
    ("key", "text", "said", "hint"),
    [
        ("oflline", "1", "no setting 'oflline'", "Did you mean offline?"),
        ("zebra", "1", "no setting 'zebra'", "The settings are model, rerank"),
        ("readers", "two", "readers cannot be 'two'", "a whole number from 1"),
        ("readers", "0", "readers cannot be 0", "a whole number from 1"),
        ("readers", "-1", "readers cannot be '-1'", "a whole number from 1"),
        ("readers", "9999999999", "readers cannot be 9999999999", "to 2147483647"),
        ("hidden", "maybe", "hidden cannot be 'maybe'", "true or false"),
        ("model", " ", "model cannot be ''", "a name, such as auto"),
    ],
)
def test_a_bad_setting_is_refused_with_the_right_form(home, key, text, said, hint):
    """The message names key and value; the hint shows what would do."""
    with pytest.raises(BadConfig, match=said) as caught:
        config.put(home, key, text)
    assert hint in caught.value.hint
    assert not home.config_path.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("offline = tru", "not valid TOML"),
        ("ofline = true", "no setting 'ofline' in"),
        ("offline = 1", "offline in .* cannot be 1"),
        ("readers = true", "readers in .* cannot be true"),
        ('readers = "2"', "readers in .* cannot be '2'"),
    ],
)
def test_a_fault_in_the_file_is_named_and_never_written_over(home, text, said):
    """A file with a fault stays as the user left it."""
    home.create()
    home.config_path.write_text(text)

    with pytest.raises(BadConfig, match=said):
        config.load(home, {})
    with pytest.raises(BadConfig):
        config.put(home, "hidden", "true")
    assert home.config_path.read_text() == text


def test_a_mistyped_switch_in_the_environment_does_not_pass_in_silence(home):
    """LFMSEARCH_OFLINE=1 must not download; names that resemble no setting are other programs'."""
    with pytest.raises(BadConfig) as caught:
        config.load(home, {"LFMSEARCH_OFLINE": "1"})

    assert caught.value.hint == "Did you mean LFMSEARCH_OFFLINE?"
    assert config.load(home, {"LFMSEARCH_HOME": "/x", "LFMSEARCH_WHEELS": "/y", "LFMSEARCH_OFFLINE": "1"}).offline


def test_every_setting_says_what_it_means_and_why(home):
    """One sentence of meaning and one of reason each, for `lfmsearch config`."""
    described = config.describe(home, {})

    assert tuple(setting.key for setting in described) == config.KEYS
    for setting in described:
        assert setting.value == setting.default
        assert setting.meaning.endswith(".")
        assert setting.reason.endswith(".")


def test_a_full_disk_leaves_the_old_settings_and_is_said(home, monkeypatch):
    """Settings are replaced as a whole or not at all."""
    config.put(home, "readers", "2")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(DiskFull, match=r"config.toml could not be written: No space left"):
        config.put(home, "readers", "3")
    assert config.load(home, {}).readers == 2
    assert [path.name for path in home.config_dir.glob(".*")] == []


def test_settings_that_cannot_be_read_are_said(home):
    """Something else may stand in the file's place."""
    home.create()
    home.config_path.mkdir()

    with pytest.raises(MachineError, match="could not be read"):
        config.load(home, {})

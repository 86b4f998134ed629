"""The language of a Document: by script, by function words, by n-grams."""

from __future__ import annotations

import sys

import pytest
from extract.reading import document

from lfmsearch.extract import language
from lfmsearch.extract.language import language_of, language_of_text
from lfmsearch.types import Section

# The same message, written as a person would; the languages beside the eleven are their neighbours.
MESSAGES = {
    "en": "I spoke with the landlord yesterday and he says that the rent will not go up next year, but the roof must be repaired.",
    "es": "Ayer hablé con el dueño del piso y dice que el alquiler no va a subir el año que viene, pero hay que arreglar el tejado.",
    "de": "Gestern habe ich mit dem Vermieter gesprochen, und er sagt, die Miete steigt nicht, aber wir müssen das Dach reparieren.",
    "fr": "Hier j'ai parlé avec le propriétaire, et il dit que le loyer ne va pas augmenter, mais il faut faire réparer le toit.",
    "it": "Ieri ho parlato con il padrone di casa e dice che l'affitto non aumenterà, ma bisogna far riparare il tetto.",
    "pt": "Ontem falei com o senhorio e ele diz que a renda não vai subir no próximo ano, mas é preciso mandar arranjar o telhado.",
    "ar": "تحدثت أمس مع صاحب البيت وقال إن الإيجار لن يرتفع في العام القادم، لكن يجب إصلاح السقف قبل أن يأتي الشتاء.",
    "sv": "Igår pratade jag med hyresvärden, och han säger att hyran inte ska höjas nästa år, men taket måste lagas före vintern.",
    "no": "I går snakket jeg med huseieren, og han sier at leia ikke skal opp neste år, men taket må repareres før vinteren kommer.",
    "ja": "昨日大家さんと話しました。来年の家賃は上がらないそうですが、冬が来る前に屋根を直さなければなりません。",
    "ko": "어제 집주인과 이야기했는데 내년에는 집세를 올리지 않겠다고 합니다. 하지만 겨울이 오기 전에 지붕을 고쳐야 합니다.",
    "da": "I går talte jeg med udlejeren, og han siger, at huslejen ikke stiger næste år, men taget skal repareres inden vinteren.",
    "nl": "Gisteren heb ik met de huisbaas gesproken en hij zegt dat de huur niet omhoog gaat, maar het dak moet gerepareerd worden.",
    "ca": "Ahir vaig parlar amb el propietari i em va dir que el lloguer no pujarà l'any que ve, però hem d'arreglar la teulada.",
    "gl": "Onte falei co dono da casa e díxome que o aluguer non vai subir o ano que vén, pero temos que arranxar o tellado.",
    "pl": "Wczoraj rozmawiałem z właścicielem mieszkania i powiedział, że czynsz nie wzrośnie, ale musimy naprawić dach przed zimą.",
    "ru": "Вчера я говорил с хозяином квартиры, и он сказал, что в следующем году плата не повысится, но крышу надо починить.",
    "uk": "Вчора я розмовляв із власником квартири, і він сказав, що наступного року плата не зросте, але дах треба полагодити.",
    "zh": "我昨天和房东谈过了，他说明年房租不会涨。不过在冬天到来之前，我们必须把屋顶修好，否则阁楼会漏水。",
    "fa": "دیروز با صاحبخانه صحبت کردم و او گفت که اجاره سال آینده بالا نمی‌رود، اما باید پیش از زمستان سقف را تعمیر کنیم.",
}
NYNORSK = "I går snakka eg med huseigaren, og han seier at leiga ikkje skal opp neste år, men vi må få reparert taket før vinteren."


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_known_by_its_language(code: str) -> None:
    """The eleven languages, and those that are near to them."""
    assert language_of_text(MESSAGES[code]) == code


def test_both_norwegians_are_norwegian() -> None:
    """A reader of one reads the other, and `lang:no` means both."""
    assert language_of_text(NYNORSK) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rent",
        "IMG_2024.jpg",
        "12,000 / 34 %",
        "会議",
        "Müller & Söhne GmbH",
        "2024年度 予算案",
        "안녕",
        "a;1;b;2\n" * 90,
    ],
)
def test_too_little_text_has_no_language(text: str) -> None:
    """A name, a number or a date is in no language; a guess would put it among the wrong ones."""
    assert language_of_text(text) == ""


def test_a_few_words_of_another_script_do_not_decide() -> None:
    """An English letter that names a Japanese firm is English."""
    assert (
        language_of_text("The contract with 株式会社 was signed in Tokyo by the two of us, and that is all there is.")
        == "en"
    )


def test_prose_decides_before_tables_and_quotes_and_code_says_nothing() -> None:
    """A German answer below an English mail is German; a program is in no language."""
    answer, quoted = Section(MESSAGES["de"]), Section(MESSAGES["en"] * 9, style="quote")
    table = Section(MESSAGES["fr"] * 9, style="table")

    assert language_of([quoted, table, answer]) == "de"
    assert language_of([quoted, table]) == "fr"
    assert language_of([quoted]) == "en"
    assert language_of([Section(MESSAGES["en"], style="code")]) == ""
    assert document("for each in the_list:\n    print('this is what you get with it')\n" * 9, "a.py").language == ""


def test_the_middle_is_heard_beside_the_beginning() -> None:
    """A note that begins with some words of Latin, and goes on in Swedish, is Swedish."""
    sections = [Section("Lorem ipsum dolor sit amet."), *(Section(MESSAGES["sv"]) for _ in range(50))]

    assert language_of(sections) == "sv"


def test_a_long_document_costs_no_more_than_its_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten million characters some hundred are looked at."""
    seen: list[int] = []
    monkeypatch.setattr(language, "language_of_text", lambda text: seen.append(len(text)) or "en")

    language_of([Section("word " * 200_000)] * 10)

    assert seen == [language.SAMPLE + 1]


def test_plain_text_is_settled_without_n_grams(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take ten times as long as the looks before them; most people hardly need them."""
    monkeypatch.setattr(language, "_by_grams", lambda text: pytest.fail("n-grams were counted"))

    assert [language_of_text(MESSAGES[code] * 3) for code in ("en", "de", "sv", "ja", "ko", "zh")] == [
        "en", "de", "sv", "ja", "ko", "zh"
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="where a process can be kept from writing")
def test_n_grams_are_known_where_no_file_may_be_written() -> None:
    """The process that reads files may not even make a temporary one."""
    import subprocess

    from lfmsearch.extract import sandbox

    if "writes" not in sandbox.MEASURES:
        pytest.skip("this system cannot forbid writing")
    script = (
        "import sys\nfrom lfmsearch.extract import sandbox\nfrom lfmsearch.extract.language import language_of_text\n"
        "held = sandbox.enter(memory_bytes=1 << 30)\nprint('writes' in held, language_of_text(sys.argv[1]))"
    )
    said = subprocess.run([sys.executable, "-c", script, NYNORSK], capture_output=True, text=True, check=True).stdout

    assert said.split()[1] == "no"


def test_a_read_note_carries_its_language() -> None:
    """What `lang:` filters by is set where every Document is made."""
    assert document(f"# Huset\n\n{MESSAGES['no']}\n", "Huset.md").language == "no"

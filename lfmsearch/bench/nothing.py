"""How honest “nothing” is: what nobody wrote has to find nothing that counts as related, what is there has to count as related."""

from __future__ import annotations

from collections.abc import Sequence

from lfmsearch.bench.row import Row
from lfmsearch.bench.setting import Setting
from lfmsearch.evaluate.dataset import Dataset, load, only
from lfmsearch.evaluate.run import indexed
from lfmsearch.index import Index
from lfmsearch.search.calibrate import SAMPLE
from lfmsearch.search.known import invented, jumbled, known_items, plain

NOTHING, HIDDEN = 0.95, 0.02
# None of the questions by which the index was calibrated: other Documents, other words.
SEED = 7
ASKED = 200


def run(setting: Setting) -> list[Row]:
    """Measure every set; of one in several languages the English part. Needs no judgement of the set but for the last figure."""
    rows = []
    questions: list[str] = []  # of the set before: nobody asks them of this one
    for folder in setting.datasets:
        dataset = load(folder)
        if len({document.language for document in dataset.documents}) > 1:
            dataset = only(dataset, "en")
        if not dataset.documents:
            continue
        # The same indexes as `quality`: what that has embedded is there.
        kept = setting.folder / "quality" / folder.name
        with indexed(dataset, home=setting.home("models"), kept=kept) as (index, ids):
            rows += _rows(index, dataset, ids, questions)
        questions = [query.text for query in dataset.queries][:ASKED]
    return rows


def _rows(index: Index, dataset: Dataset, ids: dict[int, list[str]], foreign: Sequence[str]) -> list[Row]:
    samples = index.samples(SAMPLE + ASKED)[SAMPLE:] or index.samples(ASKED)
    # What looks invented may stand in another text.
    made = [text for text in invented(samples, 2 * ASKED, SEED) if not _holds_any(index, text)][:ASKED]
    name = f"nothing: {dataset.name}"
    rows = [
        Row(f"{name}, invented words find nothing", _nothing(index, made), "share", target=NOTHING, better="higher")
    ]
    if mixed := jumbled(samples, ASKED, SEED):
        rows.append(
            Row(f"{name}, words thrown together find nothing", _nothing(index, mixed), "share", better="higher")
        )
    if foreign:
        rows.append(
            Row(f"{name}, another set's questions find nothing", _nothing(index, foreign), "share", better="higher")
        )
    hidden = []
    for item in known_items(samples, SEED):
        ranking = index.ranking(plain(item.text))
        found = {number for number, _ in ranking.order}
        hidden.append(item.document_id in found and not ranking.is_related(item.document_id))
    rows.append(Row(f"{name}, known items below the line", sum(hidden) / len(hidden), "share", target=HIDDEN))
    lost = []
    for query in dataset.queries[:ASKED]:
        ranking = index.ranking(plain(query.text))
        grades = dataset.qrels[query.id]
        answers = [
            number for number, _ in ranking.order[:10] if any(grades.get(one, 0) > 0 for one in ids.get(number, ()))
        ]
        lost += [not ranking.is_related(number) for number in answers[:1]]
    if lost:
        rows.append(Row(f"{name}, first answers to its own questions below the line", sum(lost) / len(lost), "share"))
    return rows


def _holds_any(index: Index, text: str) -> bool:
    """Whether a word of a question stands in the index as it is."""
    terms = index.ranking(plain(text), "words").terms
    return any(term.rows and not term.forms and not term.meant for term in terms)


def _nothing(index: Index, questions: Sequence[str]) -> float:
    """The share of questions to which nothing is related."""
    return sum(index.ranking(plain(text)).related_count == 0 for text in questions) / len(questions)

"""How well search finds: each test set by words, by meaning and by both."""

from __future__ import annotations

from lfmsearch.bench.row import Row
from lfmsearch.bench.setting import Setting
from lfmsearch.evaluate.dataset import load
from lfmsearch.evaluate.run import evaluate

MEASURE = "ndcg@10"
# Both together may lose this much against the better of the two.
LOSS = -0.02


def run(setting: Setting) -> list[Row]:
    """Measure every set; of one in several languages the English part, and nothing of one that has none."""
    rows = []
    for folder in setting.datasets:
        languages = {document.language for document in load(folder).documents} - {""}
        if languages and "en" not in languages:
            continue
        language = "en" if len(languages) > 1 else ""
        found = evaluate(
            folder, language=language, home=setting.home("models"), kept=setting.folder / "quality" / folder.name
        )
        scores = {mode: measures[MEASURE] for mode, measures in found.modes.items() if measures}
        rows += [
            Row(f"quality: {found.dataset}, {mode}", score, MEASURE, better="higher") for mode, score in scores.items()
        ]
        if "hybrid" in scores and "meaning" in scores:
            gain = scores["hybrid"] - max(scores["words"], scores["meaning"])
            rows.append(
                Row(
                    f"quality: {found.dataset}, hybrid − better of words and meaning",
                    gain,
                    MEASURE,
                    target=LOSS,
                    better="higher",
                )
            )
    return rows

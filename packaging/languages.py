"""
Condense py3langid's model into the table that lfmsearch tells languages by: `python packaging/languages.py`.

The whole model takes a second and 150 MB to load, in every process that reads files; the table 50 ms and 20 MB. Of 5,500
passages of 100 letters in eleven languages the whole one names 99.4 %, the table 99.8 % (two columns of Norwegian are added
up), of 60 letters 96.3 and 97.0 %. Needs py3langid, which the `dev` extra has.
"""

from __future__ import annotations

import json
import lzma
import re
import zlib
from importlib.metadata import distribution
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np

from lfmsearch.extract.grams import MOST_STEPS

TABLE = Path(__file__).parent.parent / "lfmsearch" / "extract" / "languages.table"

# Of 100,000: with 20,000 one Norwegian passage of 50 more is left undecided, with 40,000 none less.
GRAMS = 30_000
# In bytes; but 200 are longer, and each length is one more look at each place of a text.
LONGEST = 5
# One byte says how much less likely a language is than the likeliest: in quarters of a nat, seven nats at most. A third smaller
# than the full range, and as accurate.
STEP = 0.25

# The same written language under another name.
SAME = {"nn": "no", "arz": "ar", "ary": "ar", "wuu": "zh", "yue": "zh", "uzs": "uz", "sdh": "ku"}
# Languages of few texts that short ones of a great neighbour are taken for, and those with hardly a text on any computer.
LEFT_OUT = (
    "an ext gcf gcr ht la lij oc pcm vec vo wa zxx ace bcl crh dz fuv gom grc gug guw hbo kab kik lg ltg nso qu sa se"
)
# How much it counts that texts of these are told from each other: the eleven of the models, their neighbours, the others.
ELEVEN = "ar ary arz de en es fr it nn no pt sv"
NEIGHBOURS = "af bg ca cs cy da el et eu fa fi fo fy ga gl he hr hu id is lb lt lv ms nl pl ro ru sk sl sq tr uk vi"
WEIGHTS = 8.0, 1.5, 0.3


def main() -> None:
    """Write the table."""
    library = distribution("py3langid")
    packed = files("py3langid").joinpath("data/model.npz.xz").read_bytes()
    with np.load(BytesIO(lzma.decompress(packed)), allow_pickle=False) as data:
        codes = data["classes"].tolist()
        kept = [place for place, code in enumerate(codes) if code not in LEFT_OUT.split()]
        likely = data["ptc"].astype(np.float32)[:, kept]  # log P(n-gram | language)
        prior = data["pc"][kept]
        grams = _grams(data["nextmove"].reshape(-1, 256), data["nextmove_row"], data["out_feat"])
    kept_codes = [codes[place] for place in kept]
    telling = np.argsort(-_telling(likely, kept_codes))
    chosen = [feature for feature in telling if len(grams[feature]) <= LONGEST and b"\n" not in grams[feature]][:GRAMS]
    likely = likely[chosen]
    head = {
        "about": f"Condensed from the model of py3langid {library.version}; its licence follows.",
        "licence": _licence(),
        "codes": [SAME.get(code, code) for code in kept_codes],
        "prior": _steps(prior[None])[0].tolist(),
        "step": STEP,
        "grams": GRAMS,
    }
    body = b"".join(grams[feature] + b"\n" for feature in chosen) + _steps(likely).tobytes()
    TABLE.write_bytes(json.dumps(head).encode() + b"\n" + zlib.compress(body, 9))


def _grams(nextmove: np.ndarray, row: np.ndarray, out: np.ndarray) -> dict[int, bytes]:
    """The bytes each feature stands for: the shortest way through the automaton to a state that gives it out."""
    way, queue = {0: b""}, [0]
    found: dict[int, bytes] = {}
    for state in queue:
        if (feature := int(out[state])) >= 0:
            found.setdefault(feature, way[state])
        for byte, following in enumerate(nextmove[row[state]].tolist()):
            if following not in way:
                way[following] = way[state] + bytes([byte])
                queue.append(following)
    return found


def _telling(likely: np.ndarray, codes: list[str]) -> np.ndarray:
    """How much each n-gram says about which language a text is in: their mutual information."""
    eleven, neighbour, other = WEIGHTS
    weights = np.array(
        [eleven if code in ELEVEN.split() else neighbour if code in NEIGHBOURS.split() else other for code in codes],
        dtype=np.float32,
    )
    weights /= weights.sum()
    probable = np.exp(likely)
    return (probable * (likely - np.log(probable @ weights)[:, None])) @ weights


def _steps(likely: np.ndarray) -> np.ndarray:
    """How far each language lies below the likeliest one, in steps."""
    below = likely.max(axis=1, keepdims=True) - likely
    return np.clip(np.round(below / STEP), 0, MOST_STEPS).astype(np.uint8)


def _licence() -> str:
    paths = [
        path for path in distribution("py3langid").files or [] if re.search(r"licen[cs]e", str(path), re.IGNORECASE)
    ]
    return "\n\n".join(path.read_text(encoding="utf-8") for path in paths if path.suffix != ".py")


if __name__ == "__main__":
    main()

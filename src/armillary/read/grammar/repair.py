"""Lets case, agreement and form overrule the parse, which is right about three times in four."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.read.grammar.reading import Reading
from armillary.read.grammar.words import FunctionWords

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"})
_NOUN = frozenset({"NOUN", "PROPN", "PRON"})
_SUBJECTS = ("nsubj", "nsubj:pass")
_BY_CASE = {"Acc": "obj", "Dat": "iobj", "Ins": "obl", "Loc": "obl", "Gen": "nmod"}
_CLAUSES = ("ccomp", "advcl", "parataxis", "conj", "xcomp", "acl:relcl")
_MISTAKEN = ("nsubj", "nsubj:pass", "obj", "iobj", "xcomp", "appos", "flat", "nmod", "compound", "obl")
_LEFT_BEHIND = ("advcl", "xcomp", "ccomp", "conj", "obj", "obl", "acl", "dep", "parataxis", "compound")
_RARE = 0.02
_PRESENT = {"VerbForm": "Fin", "Tense": "Pres", "Mood": "Ind", "Number": "Sing", "Person": "3"}


class Repair:
    """One sentence: readings each word may have, and the heads and relations to be put right in place."""

    def __init__(
        self,
        texts: Sequence[str],
        found: list[list[Reading]],
        heads: list[int],
        relations: list[str],
        words: FunctionWords,
    ) -> None:
        self.texts, self.found, self.heads, self.relations, self.words = texts, found, heads, relations, words
        self.cases = [_cases(one) for one in found]

    def run(self) -> None:
        """All repairs, in order."""
        self._verb_read_as_noun()
        self._adjectives()
        self._auxiliaries()
        self._infinitives()
        self._impossible_subjects()
        self._impossible_objects()
        self._contents_behind_days()
        acting = self._with_subject()
        for verb in sorted({head for head in self.heads if head >= 0}):
            if verb in acting:
                self._two_subjects(verb)
                self._disagreeing(verb)
                acting = self._with_subject()

    def _with_subject(self) -> set[int]:
        return {head for head, relation in zip(self.heads, self.relations, strict=True) if relation in _SUBJECTS}

    def _children(self, i: int, relations: Sequence[str]) -> list[int]:
        return [j for j, head in enumerate(self.heads) if head == i and self.relations[j] in relations]

    def _adjectives(self) -> None:
        """`el presidente ruso`: an adjective behind its noun is no head, subject or object."""
        if "yes" not in self.words.listed("typology.adjective_after"):
            return
        for i in range(1, len(self.texts)):
            noun = i - 1
            if self.found[i][0].pos != "ADJ" or self.found[noun][0].pos not in _NOUN or self.relations[i] == "root":
                continue
            if self.heads[noun] == i:
                self.heads[noun], self.relations[noun] = self.heads[i], self.relations[i]
                self._move_children(i, noun)
            if self.heads[i] == noun or self.relations[i] in _MISTAKEN:
                self.heads[i], self.relations[i] = noun, "amod"

    def _move_children(self, source: int, target: int) -> None:
        for j, head in enumerate(self.heads):
            if head == source and j != target:
                self.heads[j] = target

    def _auxiliaries(self) -> None:
        """`hat den Präsidenten getroffen`: the participle or infinitive is the head, not its auxiliary."""
        for i, head in enumerate(self.heads):
            if head < 0 or self.relations[i] not in _LEFT_BEHIND or not self._is_auxiliary(head):
                continue
            if self._children(i, ("mark", "aux", "cc")) or not _any_form(self.found[i]) or self._has_subject(i):
                continue
            if self._is_passive_auxiliary(head, i):
                self._rotate(head, i, "aux:pass")
            elif self.found[head][0].pos == "AUX":
                self._rotate(head, i, "aux")

    def _has_subject(self, i: int) -> bool:
        return any(not self._children(j, ("case",)) for j in self._children(i, ("nsubj",)))

    def _is_auxiliary(self, i: int) -> bool:
        return self.relations[i] not in ("aux", "aux:pass", "cop") and self.found[i][0].pos == "AUX"

    def _is_passive_auxiliary(self, i: int, verb: int) -> bool:
        listed = any(one.lemma in self.words.listed("auxiliaries.passive") for one in self.found[i])
        return listed and not _all(self.found[verb], "VerbForm", "Inf")

    def _rotate(self, above: int, below: int, relation: str) -> None:
        self.heads[below], self.relations[below] = self.heads[above], self.relations[above]
        for j, head in enumerate(self.heads):
            if head == above:
                self.heads[j] = below
                if relation == "aux:pass" and self.relations[j] == "nsubj":
                    self.relations[j] = "nsubj:pass"
        self.heads[above], self.relations[above] = below, relation

    def _infinitives(self) -> None:
        """An infinitive that is joined to a finite verb without `and` is its complement."""
        for i, relation in enumerate(self.relations):
            head = self.heads[i]
            if relation not in ("conj", "parataxis") or head < 0 or head > i or self._children(i, ("cc", "nsubj")):
                continue
            if _all(self.found[i], "VerbForm", "Inf") and not _any(self.found[head], "VerbForm", "Inf"):
                self.relations[i] = "xcomp"

    def _impossible_subjects(self) -> None:
        counted = {self.heads[i] for i, relation in enumerate(self.relations) if relation == "nummod"}
        marked = {self.heads[i] for i in range(len(self.texts)) if self._is_adposition(i)}
        for i, relation in enumerate(self.relations):
            cases = self.cases[i]
            if relation in (*_SUBJECTS, "obj") and i in marked:
                self.relations[i] = "obl"
            elif relation in _SUBJECTS and cases and "Nom" not in cases and not (cases <= {"Gen"} or i in counted):
                self.relations[i] = next((_BY_CASE[case] for case in _BY_CASE if case in cases), "obl")

    def _is_adposition(self, i: int) -> bool:
        return self.relations[i] == "case" and self.texts[i].lower() in self.words.adpositions

    def _impossible_objects(self) -> None:
        marked = {self.heads[i] for i, relation in enumerate(self.relations) if relation == "case"}
        for i, relation in enumerate(self.relations):
            cases = self.cases[i]
            if relation in ("obj", "iobj", "obl") and cases == {"Nom"} and i not in marked:
                self._promote(i)
            elif relation == "obj" and "Nom" in cases and "Acc" not in cases and self._lacks_subject(self.heads[i]):
                self.relations[i] = "nsubj"
            elif relation == "obj" and cases and not cases & {"Acc", "Gen", "Nom"}:
                self.relations[i] = next((_BY_CASE[case] for case in _BY_CASE if case in cases), "obl")
            elif (
                relation == "obl" and i not in marked and self._is_bare_name(i) and not self._objects_of(self.heads[i])
            ):
                self.relations[i] = "obj"
            elif relation == "iobj" and cases and cases <= {"Ins", "Loc"}:
                self.relations[i] = "obl"

    def _is_bare_name(self, i: int) -> bool:
        """A name without case or adposition that is no day or month: `met President Doe in May`."""
        timed = self.texts[i].lower() in self.words.listed("names.times")
        name = self.found[i][0].pos == "PROPN" and not self.cases[i] and i > self.heads[i] >= 0
        return name and bool(self.words.listed("names.times")) and not timed

    def _objects_of(self, verb: int) -> list[int]:
        return self._children(verb, ("obj", "iobj", "ccomp", "xcomp", "nsubj:pass"))

    def _lacks_subject(self, verb: int) -> bool:
        finite = any(one.feats.get("VerbForm") == "Fin" for one in self.found[verb])
        return finite and not self._children(verb, (*_SUBJECTS, "csubj"))

    def _promote(self, i: int) -> None:
        """Makes a nominative the subject; a subject that stands there already gives way if it can be an accusative."""
        others = self._children(self.heads[i], _SUBJECTS)
        if not others:
            self.relations[i] = "nsubj"
        elif len(others) == 1 and "Acc" in self.cases[others[0]]:
            self.relations[i], self.relations[others[0]] = "nsubj", "obj"

    def _two_subjects(self, verb: int) -> None:
        """A verb has one subject: of two, one may be an object, or belong to a clause that lacks its own."""
        subjects = self._children(verb, _SUBJECTS)
        if len(subjects) < 2:
            return
        relative = [j for j in subjects if self._is_relative(j) and "Acc" in self.cases[j]]
        if relative and not self._children(verb, ("obj",)):
            self.relations[relative[0]] = "obj"
            return
        far = max(subjects, key=lambda j: abs(j - verb))
        for other in self._children(verb, _CLAUSES):
            between = far < other < verb or verb < far < other
            if between and not self._children(other, _SUBJECTS) and any(one.pos == "VERB" for one in self.found[other]):
                self.heads[far] = other
                return
        if not self._children(verb, ("obj",)):
            self._other_object(subjects, verb)

    def _other_object(self, subjects: Sequence[int], verb: int) -> None:
        """Of two subjects that one is the object which cannot be a nominative, does not agree, or comes last."""
        possible = [j for j in subjects if "Acc" in self.cases[j] or self.cases[j] == {"Gen"}]
        if possible:
            rank = {j: ("Nom" not in self.cases[j], not self._agrees(j, verb), j) for j in possible}
            self.relations[max(possible, key=lambda j: rank[j])] = "obj"

    def _verb_read_as_noun(self) -> None:
        """`The EU plans to ban oil`: a root that is a noun with an infinitive, and may be a verb that takes one."""
        root = next((i for i, head in enumerate(self.heads) if head < 0), -1)
        infinitives = self._children(root, ("acl",))
        before = [j for j in self._children(root, ("compound", "nmod", "amod", "nsubj")) if j < root]
        if root < 1 or not infinitives or not before or infinitives[0] < root:
            return
        verbs = [one for one in self.found[root] if one.pos == "VERB"] or [
            Reading(one.lemma, "VERB", _PRESENT) for one in self.found[root] if self._takes_infinitive(one.lemma)
        ]
        if verbs and self._takes_infinitive(verbs[0].lemma):
            self.found[root][:] = verbs
            self.relations[infinitives[0]], self.relations[before[-1]] = "xcomp", "nsubj"
            for j in self._children(root, ("det", "amod", "compound", "nmod")):
                self.heads[j] = before[-1]

    def _takes_infinitive(self, lemma: str) -> bool:
        return any(lemma in self.words.listed(f"complement_verbs.{name}") for name in ("planned", "wanted"))

    def _is_relative(self, i: int) -> bool:
        return any(one.lemma in self.words.listed("relatives.words") for one in self.found[i])

    def _disagreeing(self, verb: int) -> None:
        """`Санкции ввёл Евросоюз`: a subject that disagrees with its verb changes places with an object that agrees."""
        subjects, objects = self._children(verb, _SUBJECTS), self._children(verb, ("obj",))
        if len(subjects) != 1 or len(objects) != 1:
            return
        subject, other = subjects[0], objects[0]
        if "Acc" not in self.cases[subject] or "Nom" not in self.cases[other] or self._children(subject, ("conj",)):
            return
        if not self._agrees(subject, verb) and self._agrees(other, verb):
            self.relations[subject], self.relations[other] = "obj", self.relations[subject]

    def _agrees(self, i: int, verb: int) -> bool:
        nominatives = [one for one in self.found[i] if one.feats.get("Case") == "Nom"]
        return any(_compatible(one, other) for one in nominatives for other in self.found[verb] if other.pos == "VERB")

    def _contents_behind_days(self) -> None:
        """`said on Monday that Moscow would …`: no clause about Monday, but what was said."""
        for i, relation in enumerate(self.relations):
            noun = self.heads[i]
            if relation not in ("acl:relcl", "acl", "ccomp") or noun < 0 or self.heads[noun] < 0:
                continue
            if self.texts[noun].lower() not in self.words.listed("names.times"):
                continue
            for j in self._children(i, ("obj", "mark", "nsubj", "det", "obl")):
                if j == noun + 1 and self.texts[j].lower() in self.words.listed("complementisers.words"):
                    self.heads[i], self.relations[i], self.relations[j] = self.heads[noun], "ccomp", "mark"

    def antecedents(self, chosen: Sequence[Reading]) -> None:
        """A relative clause is about a noun that its pronoun, as now read, agrees with."""
        if "acl:relcl" not in self.relations:
            return
        self.found = [[one] for one in chosen]
        self.cases = [_cases(one) for one in self.found]
        for i, relation in enumerate(self.relations):
            if relation != "acl:relcl" or self.heads[i] < 0:
                continue
            pronoun = next((j for j in self._below(i) if self._is_relative(j) and self.cases[j]), -1)
            if pronoun <= 0 or self._may_refer(pronoun, self.heads[i]):
                continue
            nouns = (j for j in range(pronoun - 1, max(-1, pronoun - 12), -1) if _any_pos(self.found[j]))
            better = next((j for j in nouns if self._may_refer(pronoun, j)), -1)
            if better >= 0:
                self.heads[i] = better

    def _below(self, i: int) -> list[int]:
        near = [j for j, head in enumerate(self.heads) if head == i]
        return near + [k for j in near for k, head in enumerate(self.heads) if head == j]

    def _may_refer(self, pronoun: int, noun: int) -> bool:
        return any(_compatible(a, b) for a in self.found[pronoun] for b in self.found[noun] if b.pos in _NOUN)


def _any_pos(found: Sequence[Reading]) -> bool:
    return any(one.pos in _NOUN for one in found)


def _compatible(one: Reading, other: Reading) -> bool:
    """Whether number and gender, where both have them, are the same; the plural has no gender."""
    if one.feats.get("Number", "") != other.feats.get("Number", one.feats.get("Number", "")):
        return False
    if one.feats.get("Number") == "Plur":
        return True
    genders = one.feats.get("Gender"), other.feats.get("Gender")
    return None in genders or genders[0] == genders[1]


def _cases(found: Sequence[Reading]) -> set[str]:
    """Cases a word may have; empty where that says nothing, as a reading has none or it is no noun."""
    named = [one.feats.get("Case", "") for one in found if one.pos in _NOMINAL and one.weight > _RARE]
    return set() if not named or "" in named else set(named)


def _all(found: Sequence[Reading], name: str, value: str) -> bool:
    return bool(found) and all(one.feats.get(name) == value for one in found)


def _any(found: Sequence[Reading], name: str, value: str) -> bool:
    return any(one.feats.get(name) == value for one in found)


def _any_form(found: Sequence[Reading]) -> bool:
    forms = (one.feats.get("VerbForm") for one in found)
    return found[0].pos == "VERB" and any(form in ("Part", "Inf") for form in forms)

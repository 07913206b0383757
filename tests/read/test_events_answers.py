"""Sentences that lean on the one before, and acts joined by `and`: who is meant."""

from __future__ import annotations

import pytest
from reading import read

Told = tuple[str | None, str, str | None]

# language, text, the event of the last sentence
ANSWERS = [
    ("en", "Kenya asked Uganda to open the bridge. Uganda rejected the request.", ("UGA", "REJECT", "KEN")),
    ("ru", "Литва обвинила Латвию в обмане. Латвия отвергла эти обвинения.", ("LVA", "REJECT", "LTU")),
    ("uk", "Росія звинуватила Казахстан у зраді. Казахстан відкинув ці звинувачення.", ("KAZ", "REJECT", "RUS")),
    ("pl", "Polska zażądała od Litwy wydania akt. Litwa odrzuciła to żądanie.", ("LTU", "REJECT", "POL")),
    ("en", "France warned Mali. The two countries signed an agreement.", ("FRA", "SUPPORT", "MLI")),
    ("zh", "智利总统会见秘鲁总统。双方签署了边界协议。", ("CHL", "SUPPORT", "PER")),
    ("ru", "Литва приняла делегацию Латвии. Страны договорились вместе строить порт.", ("LTU", "AGREE", "LVA")),
]  # fmt: skip

JOINED = [
    ("en", "Ghana visited Togo and praised Benin for its reforms.", ("GHA", "SUPPORT", "BEN")),
    ("en", "Turkey will train 300 Kazakh officers and share intelligence with Chad.", ("TUR", "COOPERATE", "TCD")),
    ("en", "Poland accused Belarus of fraud and threatened to close the border.", ("POL", "THREATEN", None)),
    ("ru", "Литва обвинила Латвию и пригрозила ограничить вещание латвийских каналов.", ("LTU", "THREATEN", "LVA")),
    ("ru", "Литва тем не менее пригрозила Латвии войной.", ("LTU", "THREATEN", "LVA")),
    ("en", "Chile refused to recognise the referendum that Peru has held.", ("CHL", "REJECT", "PER")),
    ("zh", "智利关闭驻秘鲁商务代表处。", ("CHL", "SANCTION", "PER")),
]  # fmt: skip


def told(text: str, language: str) -> set[Told]:
    return {(one.source_id, one.event_type, one.target_id) for one in read(text, language).events}


@pytest.mark.parametrize(("language", "text", "wanted"), ANSWERS)
def test_a_sentence_that_answers_names_whom_it_answers(language: str, text: str, wanted: Told) -> None:
    """Who has just asked or charged is the target of a refusal; `the two` are those who dealt with each other."""
    assert wanted in told(text, language)


@pytest.mark.parametrize(("language", "text", "wanted"), JOINED)
def test_joined_acts_share_their_subject(language: str, text: str, wanted: Told) -> None:
    """What `and` joins is done by who did the first, not by whom the first was done to."""
    assert wanted in told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kenya praised Uganda. Uganda rejected the request."),
        ("en", "Kenya asked Uganda to open the bridge. Chad rejected the request of Niger."),
        ("en", "Kenya, Uganda and Chad met. The two countries signed an agreement with Mali."),
    ],
)
def test_nobody_is_answered_who_did_not_ask(language: str, text: str) -> None:
    """Praise is no request; a request that names its maker is not that of the sentence before; of three no two are."""
    found = told(text, language)
    assert ("UGA", "REJECT", "KEN") not in found
    assert ("TCD", "REJECT", "KEN") not in found
    assert ("KEN", "SUPPORT", "UGA") not in found or "praised" in text


def test_whom_one_refuses_to_harm_is_not_refused() -> None:
    """Who will not expel an ambassador refuses nothing to the ambassador."""
    assert told("Chile refused to expel the ambassador of Peru.", "en") == {("CHL", "REJECT", None)}


def test_an_office_that_many_hold_is_nobody_by_name() -> None:
    """Each state has an ambassador in many capitals: whose name is not said, is not guessed."""
    doc = read("The ministry summoned the Russian ambassador.", "en")
    assert not [one for one in doc.mentions if one.actor_id.startswith("person:")]

"""Which sentences are quoted: verbatim, each once, heads of tables never, list items with their lead."""

from datetime import date

from assistant.quotes import MOST_STATEMENTS, quotes
from corpus.compounds import Compounds
from corpus.model import Edition, Hit, Page, Passage

EDITION = Edition(
    id="fees-en-1",
    publication="fees",
    language="en",
    title="Fees",
    topic=None,
    issued=None,
    valid_from=date.min,
    media_type="text/plain",
    file_name="fees.txt",
    sha256="",
    state="held",
)


def hit(text: str, rank: float, number: int = 1, heading: str = "Fees") -> Hit:
    passage = Passage(
        id=f"fees-en-1.{number:04}",
        edition=EDITION.id,
        start=1_000 * number,
        end=1_000 * number + len(text),
        first_page=1,
        last_page=2,
        label="i",
        heading=(heading,),
        anchor=None,
        text=text,
        section="e.0001",
    )
    return Hit(passage=passage, edition=EDITION, score=0.1, rank=rank, dense=0.1, lexical=1.0)


def said(question: str, *hits: Hit) -> list[str]:
    pages = [Page(number=n, label=None, start=1_000 * n, end=1_000 * (n + 1)) for n in range(12)]
    return [one.text for one in quotes(question, hits, lambda _: 0.01, Compounds(()), {EDITION.id: pages})]


def test_the_sentence_that_answers_comes_first_and_word_for_word() -> None:
    text = "The office was founded in 1990. The listing fee is EUR 3,000 for each device. Devices need a label."
    found = said("How much is the listing fee for a device?", hit(text, 5.0))
    assert found[0] == "The listing fee is EUR 3,000 for each device."
    assert all(one in text for one in found)


def test_the_head_of_a_table_is_not_quoted() -> None:
    found = said("What does the listing cost?", hit("Service\tFee\tLaw\nListing of a device\tEUR 3,000\tAct § 25", 5.0))
    assert found == ["Listing of a device\tEUR 3,000\tAct § 25"]


def test_an_item_is_quoted_with_its_lead() -> None:
    text = "The fee covers these things:\n• the first review of the file\n• one meeting with the office"
    assert said("What does the fee cover, is a meeting in it?", hit(text, 5.0))[0].startswith(
        "The fee covers these things:"
    )


def test_what_is_said_already_is_not_said_again() -> None:
    same = "The listing fee is EUR 3,000 for each device."
    assert said("listing fee?", hit(same, 5.0), hit(same, 4.9, 2)) == [same]


def test_never_more_than_the_limit() -> None:
    words = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta")
    hits = [hit(f"The {word} fee is due in the {word} year of {word} use.", 5.0, n) for n, word in enumerate(words, 1)]
    assert len(said("Which fee is due?", *hits)) == MOST_STATEMENTS


def test_a_sentence_that_points_back_gives_way() -> None:
    text = "It is due within six months of the listing. The listing fee is due within six months."
    assert said("When is the listing fee due?", hit(text, 5.0))[0] == "The listing fee is due within six months."


def test_the_quote_has_the_page_that_it_stands_on() -> None:
    text = "The listing fee is EUR 3,000 for each device."
    (only,) = quotes(
        "listing fee?",
        [hit(text, 5.0)],
        lambda _: 0.01,
        Compounds(()),
        {
            EDITION.id: [
                Page(number=1, label="i", start=0, end=1_020),
                Page(number=2, label="ii", start=1_020, end=9_000),
            ]
        },
    )
    assert (only.citations[0].first_page, only.citations[0].last_page, only.citations[0].label) == (1, 2, "i")


def test_a_head_that_comes_again_after_a_page_is_not_quoted_and_a_short_row_is() -> None:
    text = "Year\tPrice (§ 10)\n2024\t45 euros\nYear\tPrice (§ 10)\n2025\t55 euros"
    found = said("What was the price in the year 2025?", hit(text, 5.0))
    assert found[0] == "2025\t55 euros" and "Year\tPrice (§ 10)" not in found


def test_yes_and_no_are_said_only_to_the_question_they_answer() -> None:
    text = "Yes, the notice must be in German when it goes to users in Germany."
    asked = "Must the safety notice be in German?"
    assert said(asked, hit(text, 5.0, heading=asked)) == [text]
    assert said("Is an English letter enough for hospitals?", hit(text, 5.0, heading=asked)) == [text[5:]]


def test_a_no_that_belongs_to_its_sentence_is_never_left_out() -> None:
    text = "No logbook is needed for compact thermometers."
    assert said("How long do we keep the logbook of a device?", hit(text, 5.0)) == [text]

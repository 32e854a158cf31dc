"""Words of a text as the lexical index holds them: folded, stemmed, without stop words."""

import re
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*", re.UNICODE)
_STOP = {
    "de": frozenset(
        """aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei beim bin bis
        bist da damit dann das dass dein deine dem den der des dessen deren denn derer dich die dies diese diesem diesen dieser
        dieses dir doch dort du durch ein eine einem einen einer eines einige er es etwas euch euer für gegen gibt gilt ggf haben hab
        habe hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes
        jetzt kann kannst können könnte mal man mein meine meinem meinen meiner mich mir mit muss muß müssen musst nach nicht noch nun nur
        ob oder ohne schon sehr sein seine seinem seinen seiner sich sie sind so sobald soll sollen sollte sonst über um und uns unser
        unsere unserem unseren unserer unter vom von vor wann war waren warum was weil welche welchem welchen welcher welches wenn
        wer werde werden wie wieder wieviel viel viele will wir wird wo wollen wollte wurde wurden würde zu zum zur zwar zwischen eigentlich
        brauche brauchen braucht darf dürfen dürfte eigentlich gerade bitte hallo lassen lässt machen macht mache""".split()
    ),
    "en": frozenset(
        """a about after again all also am an and any anyone are as at be because been before being but by can cannot could did do does
        doing don for from get gets got had has have having he her here him his how i if in into is it its just let like many may me
        might more most much must my need needs no nor not now of off on once only or other our out over own please same shall she
        should so some such than that the their them then there these they this those through to too under until up us very was
        we were what when where which while who whom why will with would you your""".split()
    ),
}
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "á": "a", "’": "'"})
_STEMMERS = {"de": snowballstemmer.stemmer("german"), "en": snowballstemmer.stemmer("english")}


def raw_words(text: str) -> list[str]:
    """Every word in its order, lower case, hyphenated ones whole and in their parts."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        found.append(word)
        if "-" in word:
            found.extend(part for part in word.split("-") if part)
    return found


def fold(word: str) -> str:
    return word.translate(_FOLD)


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """A lower-case word's stem, umlauts and ß folded."""
    return fold(str(_STEMMERS[language].stemWord(word)))


def is_stop_word(word: str, language: str) -> bool:
    return word in _STOP[language]


def terms(text: str, language: str) -> list[str]:
    """The stems of a text's words in order, stop words left out."""
    stop = _STOP[language]
    return [stem(word.replace("-", ""), language) for word in raw_words(text) if word not in stop]

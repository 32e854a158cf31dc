"""Number words, scales and units of German and English texts, with the form that both share."""

NUMBER_WORDS = {
    word: number
    for number, words in {
        0.5: "halbes halben halbe half",
        1: "ein eine einen einem einer eines eins one single a an",
        1.5: "anderthalb eineinhalb",
        2: "zwei two",
        3: "drei three",
        4: "vier four",
        5: "fünf five",
        6: "sechs six",
        7: "sieben seven",
        8: "acht eight",
        9: "neun nine",
        10: "zehn ten",
        11: "elf eleven",
        12: "zwölf twelve",
        13: "dreizehn thirteen",
        14: "vierzehn fourteen",
        15: "fünfzehn fifteen",
        16: "sechzehn sixteen",
        18: "achtzehn eighteen",
        20: "zwanzig twenty",
        24: "vierundzwanzig twenty-four",
        25: "fünfundzwanzig twenty-five",
        30: "dreißig dreissig thirty",
        36: "sechsunddreißig thirty-six",
        40: "vierzig forty",
        48: "achtundvierzig forty-eight",
        50: "fünfzig fifty",
        60: "sechzig sixty",
        72: "zweiundsiebzig seventy-two",
        80: "achtzig eighty",
        90: "neunzig ninety",
        100: "hundert einhundert hundred",
        1000: "tausend eintausend thousand",
    }.items()
    for word in words.split()
}
# these count only before a unit: elsewhere they are articles, or no number at all
ONLY_WITH_UNIT = frozenset(word for word, number in NUMBER_WORDS.items() if number <= 1)
# "three times a year": these say how often, not how long; they are held, never claimed
LOOSE = frozenset({"a", "an"})
SCALES = {
    1e3: r"Tausend|thousand|Tsd\.?",
    1e6: r"Millionen|Million|Mio\.?|millions?|mn\b",
    1e9: r"Milliarden?|Mrd\.?|billions?|bn\b",
}
UNITS: dict[str, tuple[str, float, str]] = {
    "workday": ("duration", 1, r"(?:Werk|Arbeits|Bank)tag\w*|(?:working|business)[\s-]days?|weekdays?"),
    "day": ("duration", 1, r"(?:Kalender)?[Tt]ag(?:e[ns]?|s)?|tägig\w*|(?:calendar[\s-])?days?"),
    "week": ("duration", 7, r"Wochen?|wöchig\w*|weeks?"),
    "month": ("duration", 1, r"Monat(?:e[ns]?|s)?|monatig\w*|months?"),
    "quarter": ("duration", 3, r"Quartale?n?s?|quarters?"),
    "year": (
        "duration",
        12,
        r"(?:Kalender|Geschäfts|Lebens)?[Jj]ahr(?:e[ns]?|s)?|jährig\w*|(?:calendar\s|financial\s)?years?",
    ),
    "hour": ("duration", 1, r"Stunden?|stündig\w*|hours?"),
    "minute": ("duration", 1, r"Minuten?|minütig\w*|minutes?"),
    "second": ("duration", 1, r"Sekunden?|sekündig\w*|seconds?"),
    "EUR": ("money", 1, r"Euro|EUR|€|euros?"),
    "USD": ("money", 1, r"US-Dollar|Dollar|USD|\$|dollars?"),
    "cent": ("money", 1, r"Cents?"),
    "%": ("percent", 1, r"%|(?:\w+p|P)rozent\w*|vom Hundert|v\. ?H\.|per\s?cent|percent\w*"),
    "times": ("measure", 1, r"mal\b|times|Mal\b|[Ff]ach\w*|-?fold"),
    "t": ("measure", 1, r"Tonnen?|tonnes?|tons?|t(?:\s?CO2\w*)?(?![\w-])"),
    "kg": ("measure", 1, r"kg|Kilogramm|kilograms?"),
    "g": ("measure", 1, r"g(?![\w-])|Gramm|grams?"),
    "mg": ("measure", 1, r"mg|Milligramm"),
    "kWh": ("measure", 1, r"kWh|Kilowattstunden?"),
    "MWh": ("measure", 1, r"MWh|Megawattstunden?"),
    "GWh": ("measure", 1, r"GWh|Gigawattstunden?|gigawatt hours?"),
    "kW": ("measure", 1, r"kW(?!h)|Kilowatt\b"),
    "MW": ("measure", 1, r"MW(?!h)|Megawatt\b"),
    "L": ("measure", 1, r"Liter|lit(?:re|er)s?|l(?![\w-])"),
    "km": ("measure", 1, r"km(?!\w)|Kilometern?"),
    "m": ("measure", 1, r"m(?![\w-])|Metern?|met(?:re|er)s?"),
    "cm": ("measure", 1, r"cm(?!\w)|Zentimetern?"),
    "mm": ("measure", 1, r"mm(?!\w)|Millimetern?"),
    "°": ("measure", 1, r"°\s?C|Grad"),
    "degree C": ("measure", 1, r"degrees?"),
    "GB": ("measure", 1, r"GB|Gigabyte"),
    "MB": ("measure", 1, r"MB|Megabyte"),
    "V": ("measure", 1, r"V(?![\w-])|Volt|volts?"),
    "W": ("measure", 1, r"W(?![\w-])|Watt|watts?"),
}
BASE = {"week": "day", "quarter": "month", "year": "month", "degree C": "°"}
TIMES = {"einmal": "1", "zweimal": "2", "dreimal": "3", "viermal": "4", "twice": "2"}
ORDINALS = {
    word: number
    for number, words in {
        "2": "zweit second",
        "3": "dritt third",
        "4": "viert fourth",
        "5": "fünft fifth",
        "6": "sechst sixth",
        "7": "siebt siebent seventh",
        "8": "acht eighth",
        "9": "neunt ninth",
        "10": "zehnt tenth",
    }.items()
    for word in words.split()
}

"""Countries whose law the publications do not treat: a question about one is seldom answerable."""

import re

_PLACES = re.compile(
    r"\b(?:USA|U\.S\.|US|Vereinigte\w* Staaten|United States|America|Amerika|FDA|510\(?k\)?|UK|Großbritannien|Great Britain|Britain|England|"
    r"United Kingdom|MHRA|UKCA|Schweiz\w*|Switzerland|Swiss(?:medic)?|Österreich\w*|Austria\w*|Frankreich|France|French|französisch\w*|PECAN|"
    r"Italien|Italy|Italian|Spanien|Spain|Spanish|Polen|Poland|Niederlande|Netherlands|Dutch|Belgien|Belgium|Dänemark|Denmark|Schweden|Sweden|"
    r"Norwegen|Norway|Japan\w*|PMDA|China|chinesisch\w*|Chinese|NMPA|Indien|India|Kanada|Canada|Health Canada|Australien|Australia|TGA|Brasilien|"
    r"Brazil|ANVISA|Türkei|Turkey|Israel|Südkorea|Korea|Singapur|Singapore|Russland|Russia|Mexiko|Mexico|Saudi\w*|Dubai|Luxemburg|Irland|Ireland|"
    r"Liechtenstein|Ukraine|NHS)\b"
)


def names_foreign_place(text: str) -> bool:
    """Does the text name a country, or an authority of one, outside Germany and the EU as a whole?"""
    return bool(_PLACES.search(text))

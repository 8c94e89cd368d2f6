"""Words that tell something about a text by themselves: how many, and in which language."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SEVERAL = _set("flere nogle adskillige several some")
"""More than one, and no more is said."""
QUANTITIES = _set("""
    to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve tredive
    fyrre halvtreds tres halvfjerds firs halvfems hundrede hundreder tusind tusinde million millioner nul begge alle
    samtlige mange fleste flertal flertallet mindretal halvdelen halvdel tredjedel fjerdedel femtedel procent pct
    dobbelt dobbelte tredobbelt halv halvt halveret fordoblet fordobling dusin snes
    one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand all
    many most majority half third quarter percent double twice
""")
"""What counts, in Danish and English; not the Danish articles, which are a one as well."""
DANISH = _set("""
    og i at det en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun nu over
    da fra du ud sin dem os op man hans hvor eller hvad skal selv her vil blev kunne ind når være kan deres efter
    jer mod noget ville jo end sådan så blive bliver også mellem jeres hver uden flere nogle ved
""")
ENGLISH = _set("""
    the of and to in is that it was for on are as with they be at this have from or had by not but what all were we
    when your can said there an each which she do how their if will up other about out many then them these so her
    would him into has more no way could
""")
"""The commonest words of each language."""

"""How many examples a property test tries: few and always the same in `make test`, many and new in `make soak`."""

import os

SOAKS = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
MORE = 25


def examples(bounded: int) -> int:
    """The count for this run."""
    return bounded * MORE if SOAKS else bounded

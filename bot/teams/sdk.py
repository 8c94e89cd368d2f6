"""The door to Microsoft's library, which does three things when it is imported that are not its to do.

It reads any `.env` above the working directory into our environment, warns of its own experiments, and logs every token
that it turns away as an error. Our settings are read by us, once, and who is turned away is told by us.
"""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _kept_in() -> Iterator[None]:
    before = dict(os.environ)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)
    logging.getLogger("microsoft_teams").setLevel(logging.CRITICAL)
    logging.getLogger("httpx").setLevel(logging.WARNING)


with _kept_in():
    from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
    from microsoft_teams.apps.auth.token_validator import InboundActivityTokenValidator

__all__ = ["PUBLIC", "InboundActivityTokenValidator", "with_overrides"]

"""How a person is named in what people read."""

from core.model.organisations import Person
from locales.words import Mention, Plain, Span


def mention(person: Person) -> Span:
    """As the platform shows its people; who has no account there by name."""
    return Mention(person.account, person.name) if person.has_account else Plain(person.name)

"""The messenger of those without an account: it writes mails, and has no conversations."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.access import MailAccess
from bot.mail.letters import Letter, mail
from bot.mail.post import Post
from bot.web.secrets import digest_of, secret_of
from core.model.deliveries import Address
from core.model.organisations import OURS
from core.ports import UnitsOfWork
from locales.catalogue import translator
from views.elements import View
from views.messenger import RecipientGone, Rejected, SecondCopyIsKnown


@dataclass(frozen=True, slots=True)
class MailMessenger:
    """`workspace` is ours of the organisation, `account` a mail address."""

    access: MailAccess
    post_office: Post
    units_of_work: UnitsOfWork

    def direct(self, workspace: str, account: str, view: View, *, key: str) -> Address:
        """The mail is known by its key: sent again it is the same, with the same link."""
        secret = secret_of(key, self.access.secret)
        with self.units_of_work.writing() as uow:
            actor = uow.people.find_actor(OURS, workspace, account)
            if actor is None or actor.person is None:
                raise RecipientGone("nobody")
            uow.links.seal(key, digest_of(secret))
            uow.commit()
        letter = Letter(
            view=view,
            sender=self.access.sender,
            recipient=account,
            link=f"{self.access.public_url}/l/{secret}",
            key=key,
        )
        self.post_office.send(mail(letter, translator(actor.person.language), actor.organisation))
        return Address(account, key)

    def publish_home(self, workspace: str, account: str, view: View) -> None:
        """Their page is drawn when it is looked at."""

    def find_direct(self, workspace: str, account: str, *, key: str, since: float) -> Address | None:
        raise SecondCopyIsKnown("mail")

    def post(self, workspace: str, conversation: str, view: View, *, key: str, thread: str | None = None) -> Address:
        raise Rejected("no_conversations")

    def whisper(
        self, workspace: str, conversation: str, account: str, view: View, *, thread: str | None = None
    ) -> None:
        raise Rejected("no_conversations")

    def update(self, workspace: str, address: Address, view: View, *, key: str) -> None:
        raise Rejected("mails_stay")

    def remove(self, workspace: str, address: Address) -> None:
        raise Rejected("mails_stay")

    def create(self, workspace: str, name: str, *, private: bool, key: str) -> str:
        raise Rejected("no_conversations")

    def add(self, workspace: str, conversation: str, accounts: Sequence[str]) -> None:
        raise Rejected("no_conversations")

    def drop(self, workspace: str, conversation: str, account: str) -> None:
        raise Rejected("no_conversations")

    def archive(self, workspace: str, conversation: str) -> None:
        raise Rejected("no_conversations")

    def pin(self, workspace: str, address: Address) -> None:
        raise Rejected("no_conversations")

    def find_message(
        self, workspace: str, conversation: str, *, key: str, since: float, thread: str | None = None
    ) -> Address | None:
        raise Rejected("no_conversations")

    def find_conversation(self, workspace: str, *, key: str) -> str | None:
        raise Rejected("no_conversations")

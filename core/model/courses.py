"""The course of a network, as the rules about what needs attention look at it: made of published figures and counts."""

from collections.abc import Sequence
from datetime import date

from core.model import readings
from core.model.networks import Network
from core.model.readings import Asked
from core.model.signals import Course


def course(
    network: Network,
    past: Sequence[Asked],
    *,
    today: date,
    members: int,
    outsiders: int,
    departments: int,
    outcomes: int = 0,
    asked_for_help: date | None = None,
    not_given_back: date | None = None,
) -> Course:
    """`past`: closed rounds, oldest first, with or without their replies. What is meant by the rest: `Course`."""
    shown = [(one.prompt.questions[f.question], f) for one in past for f in one.figures if f.is_shown]
    safety = [figure for question, figure in shown if question.scale == "tryghed"]
    owners = [dict(figure.cells) for question, figure in shown if question.choices == "ejer"]
    return Course(
        network=network,
        today=today,
        members=members,
        outsiders=outsiders,
        departments=departments,
        rates=[(one.snapshot.answered, one.snapshot.members) for one in past],
        progress=[figure.median for question, figure in shown if question.scale == "fremdrift" and figure.median],
        barriers=[
            readings.options(question, figure) for question, figure in shown if question.choices == readings.BARRIERS
        ],
        safety=safety[-1].median if safety else None,
        safety_n=safety[-1].n if safety else 0,
        owner_unsettled=bool(owners) and "uklart" in owners[-1],
        outcomes=outcomes,
        asked_for_help=asked_for_help,
        not_given_back=not_given_back,
    )

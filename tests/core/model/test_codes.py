"""What may be told of coded replies, and which codes the library gives."""

from core.model.code_lists import of_library
from core.model.codes import Code, CodeCounts, CodeKind, Coding, Told, code_id, counted
from core.model.ids import CodeId, PersonId, ReplyId
from core.model.keywords import Keywords
from core.model.prompts import Option, QuestionKind
from tests.builders import NOW, ORGANISATION, a_prompt, a_question


def a_code(name: str) -> Code:
    return Code(id=CodeId(name), organisation_id=ORGANISATION, kind=CodeKind.OWN, texts={"da": name})


TIME, LAW, MONEY = (a_code(name) for name in ("tid", "jura", "penge"))


def told(*codes: Code, times: int, shared: bool = True) -> list[Told]:
    ids = tuple(code.id for code in codes)
    one = Coding(reply_id=ReplyId("r"), organisation_id=ORGANISATION, codes=ids, by=PersonId("p"), at=NOW)
    return [(one, shared)] * times


def shown(given: list[Told], k: int = 5) -> dict[str, int] | None:
    found = counted(given, [TIME, LAW, MONEY], k=k)
    return {code.texts["da"]: n for code, n in found.cells} if found else None


class TestCounting:
    def test_tells_what_three_have_and_three_have_not(self) -> None:
        """Most first, with how many were coded."""
        given = [*told(LAW, times=4), *told(TIME, times=3)]
        assert counted(given, [TIME, LAW], k=5) == CodeCounts(
            n=7, cells=((LAW, 4), (TIME, 3)), hides=False, left_out=False
        )

    def test_of_fewer_than_k_tells_nothing(self) -> None:
        """Nor how many there were."""
        assert shown(told(LAW, times=4)) is None

    def test_a_code_that_all_or_few_have_is_not_shown(self) -> None:
        """It would tell of each, or of somebody."""
        assert shown([*told(LAW, TIME, times=4), *told(LAW, MONEY, times=2)]) == {}
        assert shown([*told(LAW, times=4), *told(TIME, times=4), *told(MONEY, TIME, times=2)]) == {"tid": 6}

    def test_one_that_would_hide_alone_takes_another_with_it(self) -> None:
        """And that some hide is said."""
        given = [*told(LAW, times=5), *told(TIME, times=3), *told(MONEY, times=1)]
        found = counted(given, [TIME, LAW, MONEY], k=5)
        assert found is not None
        assert [(code.id, n) for code, n in found.cells] == [("jura", 5)]
        assert found.hides

    def test_private_ones_enter_when_there_are_k_of_them(self) -> None:
        """Else they are left out, and that is said."""
        few = [*told(LAW, times=6), *told(TIME, times=4), *told(LAW, times=4, shared=False)]
        left = counted(few, [TIME, LAW], k=5)
        assert left is not None
        assert (left.n, left.left_out) == (10, True)
        assert shown([*few, *told(TIME, times=4, shared=False)]) == {"jura": 10, "tid": 8}

    def test_a_code_holds_for_the_private_ones_alone_too(self) -> None:
        """Whoever subtracts the shared ones must not be left with one or two."""
        given = [*told(LAW, times=6), *told(TIME, times=6), *told(LAW, times=1, shared=False)]
        given += [*told(TIME, times=3, shared=False), *told(MONEY, times=3, shared=False)]
        assert "jura" not in (shown(given) or {})


class TestTheLibrary:
    def test_gives_its_barriers_and_drivers_each_once(self) -> None:
        """Barriers first; what names nothing is no code, and no other list is one."""
        options = tuple(Option(id=id, texts={"da": id}) for id in ("tid", "andet", "ingen"))
        lists = ("drivkraefter", "barrierer", "barrierer", "hjaelp")
        asked = tuple(a_question(QuestionKind.CHOICE, choices=name, options=options) for name in lists)
        found = of_library(ORGANISATION, [a_prompt(questions=asked)])
        assert [code.id for code in found] == [
            code_id(ORGANISATION, CodeKind.BARRIER, "tid"),
            code_id(ORGANISATION, CodeKind.DRIVER, "tid"),
        ]


class TestAWord:
    def test_points_by_its_beginning_its_inside_or_whole(self) -> None:
        """And a phrase where it stands; case does not count."""
        barrier = Code(
            id=CodeId("x"), organisation_id=ORGANISATION, kind=CodeKind.BARRIER, option="x", texts={"da": "x"}
        )
        words = Keywords({"barriere": {"x": ["jur", "*system", "=it", "to stole"]}})
        pointing = ("JURISTEN", "fagsystemet", "vores it", "mellem to stole")
        assert all(words.points(text, [barrier]) for text in pointing)
        assert not any(words.points(text, [barrier]) for text in ("konjunktur", "itu", "stole to", ""))

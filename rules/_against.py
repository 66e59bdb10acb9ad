"""What the rules that compare a report with its plan have in common."""

from typing import TYPE_CHECKING

from italint import Basis, Measure, Message, Report

from ._basis import REPORT
from ._copies import quoted
from ._places import named_place

if TYPE_CHECKING:
    from italint.pairing import Pairing

CARRIED_OUT = Basis(REPORT, "(1) มาตรการหรือกิจกรรมที่ดำเนินการตามที่กำหนดไว้ในมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน")


def pairing_of(report: Report) -> "Pairing | None":
    """Return how the measures of a report and its plan belong together, None where they are not to be compared."""
    # Most checks come without a plan and need not wait for what compares them.
    from italint.pairing import pair_with_plan

    return pair_with_plan(report)


def planned(report: Report, measure: Measure) -> dict[str, object]:
    """Return what messages say of a measure of the plan: number, title, file and place."""
    assert report.plan is not None
    number = measure.label or measure.number
    return {
        "number": Message(f"ข้อ {number}", f"no. {number}") if number else Message("ไม่มีเลขข้อ", "unnumbered"),
        "title": quoted(measure.title),
        "plan": report.plan.source.name,
        "place": named_place(report.plan, measure.span),
    }

"""Checks the files of a task, one at a time: reads, completes with what the run knows, and runs the rules."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from . import vocabulary
from .config import Config
from .diagnostic import Outcome
from .document import read_report
from .engine import check, internal, passed_over, unreadable
from .files import Target
from .message import Message
from .model import Report
from .plans import Plans, may_belong_together
from .policy import Policy
from .profile import ProfileError, load_profile
from .readers import UnreadableError, contents, read_bytes
from .readers.decoding import UnreadPictureError
from .registry import load_rules
from .rule import Rule, choose, find


class Task(NamedTuple):
    """What to check for, the same for all files of a run; plain data that crosses processes.

    `configs` are the configurations that govern the files (`Target.config` tells which); `select` and `ignore` are the
    words of the command line, `kind` and `year` override what documents say of themselves and what configurations say.
    `plans` are those the reports are compared with, `answers` what addresses answered; `today` decides what expired.
    """

    configs: tuple[Config, ...] = (Config(),)
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    kind: Literal["plan", "report"] | None = None
    year: int | None = None
    plans: Plans | None = None
    answers: Mapping[str, str | None] | None = None
    today: date = date.min


class Checker:
    """Checks the files of a task, and keeps what is the same for many of them."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self._policies: dict[int, Policy] = {}

    def read(self, target: Target) -> Report:
        """Read one file as a report; may raise UnreadableError."""
        config = self.task.configs[target.config]
        vocabulary.extend(config.get("vocabulary", {}))
        source, blocks = read_bytes(contents(target), target.path)
        kind, year = self.task.kind or config.get("kind"), self.task.year or config.get("year")
        return read_report(source, blocks, kind=kind, year=year)

    def check(self, target: Target) -> Outcome:
        """Check one file."""
        policy = self._policy(target)
        try:
            report = self.read(target)
            report, notes = self._completed(report)
            profile = load_profile(report.fiscal_year, "plan" if report.kind == "plan" else "report")
            outcome = check(report, policy, profile, path=target.path, named=target.named)
            return outcome._replace(notes=(*outcome.notes, *notes))
        except UnreadPictureError as error:
            if target.named or target.known:
                return unreadable(target.path, error.reason, policy.rules)
            return passed_over(target.path, error.reason, policy.rules, unread=error.missing)
        except UnreadableError as error:
            return unreadable(target.path, error.reason, policy.rules)
        except ProfileError:
            raise
        except Exception as error:
            # One file that italint cannot cope with must not keep it from the others.
            return unreadable(target.path, internal(error), policy.rules)

    def _completed(self, report: Report) -> tuple[Report, tuple[Message, ...]]:
        """Add what the run knows beside the file; return also what is to be told of it."""
        report = report._replace(answers=self.task.answers)
        plans = self.task.plans
        if plans is None or report.kind != "report":
            return report, ()
        path = plans.find(report)
        if path is None:
            return report, (_SEVERAL_PLANS if plans.choices(report) else _NO_PLAN,)
        plan = self.read(Target(path, True, config=plans.config))
        # The rules see the strange plan, too, and keep silent.
        return report._replace(plan=plan), () if may_belong_together(plan, report) else (_OTHER_PLAN,)

    def _policy(self, target: Target) -> Policy:
        """Return what governs a file; all but the part that depends on its path is made once."""
        config = self.task.configs[target.config]
        common = self._policies.get(target.config)
        if common is None:
            common = self._policies[target.config] = make_policy(config, self.task)
        ignored = codes_of(common.rules, config.ignored_in(target.path)) - common.mandatory
        return common._replace(
            selected=common.selected - ignored, waivers=config.waivers_of(target.path), known=target.known
        )


def make_policy(config: Config, task: Task) -> Policy:
    """Return what governs the files of a configuration; the command line's words go before the configuration's."""
    rules = tuple(sorted((*load_rules().rules, *config.made_rules()), key=lambda rule: rule.code))
    chosen = config.get("select") if task.select is None else task.select
    wanted = {rule.code for rule in rules} if chosen is None else codes_of(rules, chosen)
    mandatory = codes_of(rules, config.get("mandatory", ()))
    selected = wanted - codes_of(rules, (*config.get("ignore", ()), *task.ignore)) | mandatory
    severities: dict[str, Any] = {}
    # What is said of more rules at once gives way to what is said of fewer, and of one by its whole code or name.
    said = sorted(config.get("severity", {}).items(), key=lambda pair: find(rules, pair[0]) is not None)
    for word, severity in sorted(said, key=lambda pair: -len(choose(rules, pair[0]))):
        severities |= dict.fromkeys(codes_of(rules, [word]), severity)
    return Policy(
        rules,
        frozenset(selected),
        severities,
        {rule.code: made for rule in rules if (made := _options(rule, config)) is not None},
        mandatory=frozenset(mandatory),
        today=task.today,
    )


def _options(rule: Rule, config: Config) -> Any:
    table = config.get("options", {})
    given = table.get(rule.code, {}) | table.get(rule.name, {})
    if rule.options is None or not given:
        return None
    values = {key.replace("-", "_"): tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    return rule.options(**values)


def codes_of(rules: Sequence[Rule], words: Sequence[str]) -> set[str]:
    """Return the codes of the rules that words mean."""
    return {rule.code for word in words for rule in choose(rules, word)}


_NO_PLAN = Message(
    "ไม่ได้เทียบกับแผน: ไม่พบแผนของหน่วยงานและปีนี้ใน --against",
    "not compared with a plan: --against holds none of this agency and year",
)
_SEVERAL_PLANS = Message(
    "ไม่ได้เทียบกับแผน: --against มีแผนของหน่วยงานและปีนี้หลายฉบับ",
    "not compared with a plan: --against holds several of this agency and year",
)
_OTHER_PLAN = Message(
    "ไม่ได้เทียบกับแผน: แผนเป็นของหน่วยงานหรือปีอื่น", "not compared with the plan: it is another agency's or another year's"
)

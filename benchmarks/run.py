"""Measures italint beside its peers: `python benchmarks/run.py [--quick] [--write]`; see README.md."""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus import SHAPES, samples, write_grown, write_reports
from measure import Command, FailedError, Run, Sample, alternate, own_megabytes, run, table
from tools import Tools

RESULTS = Path(__file__).with_name("RESULTS.md")


class Plan(NamedTuple):
    """How much is measured."""

    starts: int
    reports: int
    throughput: int
    again: int
    rows: tuple[int, ...]
    growth: int
    memory: tuple[int, ...]
    #: A year of the whole country; 0: not measured.
    country: int


FULL = Plan(21, 500, 5, 1000, (1000, 2000, 5000, 10000, 20000), 3, (10, 100, 1000), 8300)
QUICK = Plan(5, 60, 1, 100, (200, 1000, 2000), 1, (10, 100), 0)
#: Above this a figure is told among the bad cases.
_GROWS = 1.25
#: A document that takes more seconds than this is measured once; larger ones are not.
_PATIENCE = 45
#: So many times the start must a document take for its own time to be more than noise.
_TOLD = 1.5


class Bench:
    """The measurements of one session, the text about them and the bad cases met."""

    def __init__(self, tools: Tools, plan: Plan, folder: Path) -> None:
        self.tools, self.plan, self.folder = tools, plan, folder
        self.bad: list[str] = []
        self.cores = max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)

    def sections(self, only: Sequence[str] = ()) -> Iterator[str]:
        measures: dict[str, Callable[[], str]] = {
            "start": self.start,
            "throughput": self.throughput,
            "again": self.again,
            "growth": self.growth,
            "memory": self.memory,
        }
        if self.plan.country:
            measures["country"] = self.country
        for name, measure in measures.items():
            if not only or name in only:
                yield measure()

    def start(self) -> str:
        rows = []
        for number, sample in enumerate(samples(), 1):
            # Every tool reads the same name and the same words.
            path = self.folder / f"sample-{number}" / "report.txt"
            path.parent.mkdir()
            path.write_bytes(sample.read_bytes())
            commands = {"italint": self.tools.italint(str(path)), **self.tools.peers(str(path))}
            commands["python"] = self.tools.python()
            found = alternate(commands, self.plan.starts)
            self._slower(found, f"cold start on sample {number}")
            peers = [_times(found, peer) for peer in ("proselint", "textlint")]
            own = found["italint"]
            bare = f"{found['python'].seconds / own.seconds:.2f}"
            rows.append([f"{number} ({path.stat().st_size / 1024:.0f} KB)", *peers, bare, *_each(found)])
        return (
            "## Cold start: one report\n\n"
            "`italint check report.txt` and the same of the peers, on each of the five samples: a new process every "
            f"time, files in the system's cache. Medians of {self.plan.starts} runs in turn. The last share is what "
            "Python takes to start and do nothing.\n\n"
            + table(["sample", *_HEAD_TIMES, "bare Python ÷ italint", *_HEAD_SECONDS], rows)
        )

    def throughput(self) -> str:
        count = self.plan.reports
        head = ["tool", "time ÷ italint", "time ÷ italint --jobs 1", "processor time ÷ --jobs 1", "median", "reports/s"]
        head += ["slowest − fastest", "found"]
        tables = {suffix: table(head, self._many(suffix)) for suffix in (".txt", ".md")}
        return (
            f"## Throughput: {count} reports\n\n"
            f"A folder of {count} reports made from the samples, no two alike: as `.txt`, and the same words as `.md`, "
            "which textlint reads by a much longer way. Medians of "
            f"{self.plan.throughput} runs in turn. proselint and textlint work on one core. What they find has no "
            "likeness to what italint finds: proselint knows no Thai, textlint runs a single rule that looks for "
            "`todo:`. Read the ratios as orders of magnitude.\n\n"
            + "\n".join(f"As `{suffix}`:\n\n{rows}" for suffix, rows in tables.items())
        )

    def _many(self, suffix: str) -> list[list[str]]:
        """Measure a folder of reports and return a row for each tool."""
        count = self.plan.reports
        path = str(write_reports(self.folder / f"reports{suffix}", count, suffix))
        commands = {
            "italint": self.tools.italint(path),
            "italint --jobs 1": self.tools.italint(path, "--jobs", "1"),
            **self.tools.peers(path),
        }
        # The peers are first seen to do their work; that run also fills the system's cache.
        counts = self.tools.count(path)
        for name, (read, _) in counts.items():
            if read not in (count, None):
                raise FailedError(f"{name} read {read} files of {count}")
        found = alternate(commands, self.plan.throughput, warm=0)
        self._slower(found, f"{count} reports ({suffix}) on all cores")
        self._slower({**found, "italint": found["italint --jobs 1"]}, f"{count} reports ({suffix}) with --jobs 1")
        all_cores, one = found["italint"], found["italint --jobs 1"]
        if all_cores.seconds > one.seconds:
            self.bad.append(f"{count} reports ({suffix}): all cores take longer than --jobs 1")
        return [
            [
                name,
                f"{sample.seconds / all_cores.seconds:.2f}",
                f"{sample.seconds / one.seconds:.2f}",
                f"{sample.processor / one.processor:.2f}",
                f"{sample.seconds:.2f} s",
                f"{count / sample.seconds:.0f}",
                f"{sample.spread:.0%}",
                f"{counts[name.split()[0]][1]}",
            ]
            for name, sample in found.items()
        ]

    def again(self) -> str:
        count = self.plan.again
        path = str(write_reports(self.folder / "again", count))
        cache = self.folder / "cache"
        made: dict[str, list[Run]] = {"--jobs 1": [], "first run": [], "second run": []}
        for _ in range(self.plan.throughput):
            shutil.rmtree(cache, ignore_errors=True)
            made["--jobs 1"].append(run(self.tools.italint(path, "--jobs", "1")))
            made["first run"].append(run(self.tools.italint(path, cache=cache)))
            made["second run"].append(run(self.tools.italint(path, cache=cache)))
        found = {name: Sample(tuple(runs)) for name, runs in made.items()}
        first, second = found["first run"], found["second run"]
        rows = [
            [
                name,
                f"{sample.seconds / first.seconds:.2f}",
                f"{sample.seconds / second.seconds:.1f}",
                f"{sample.seconds:.2f} s",
                f"{sample.spread:.0%}",
            ]
            for name, sample in found.items()
        ]
        return (
            f"## The same again: {count:,} reports\n\n"
            f"A folder on one core without a cache, on {self.cores} cores with a cache that is empty, and once more "
            f"with what is remembered; output is `full`. Medians of {self.plan.throughput} runs in turn.\n\n"
            + table(["italint", "time ÷ first run", "time ÷ second run", "median", "slowest − fastest"], rows)
        )

    def growth(self) -> str:
        sizes = self.plan.rows
        rows = []
        for number, shape in enumerate(SHAPES):
            commands, slow = self._grown(number, shape)
            found = alternate(commands, self.plan.growth, warm=0)
            start = found["1"].seconds
            # Without the start, which would hide growth; sizes that cannot be told from the start are left out.
            each = {
                count: (found[str(count)].seconds - start) / count
                for count in sizes
                if str(count) in found and found[str(count)].seconds > _TOLD * start
            }
            base = each[min(each)] if each else 1.0
            last = max(count for count in sizes if str(count) in found)
            ratio = each.get(last, base) / base
            if ratio > _GROWS:
                self.bad.append(f"{shape}: one of {last:,} takes {ratio:.1f} times as long as one of {min(each):,}")
            if slow:
                self.bad.append(f"{shape}: {slow:,} take more than {_PATIENCE} s; no more than {last:,} are measured")
            largest = found[str(last)]
            rows.append(
                [
                    shape,
                    *(f"{each[count] / base:.2f}" if count in each else "–" for count in sizes),
                    f"{largest.seconds:.1f} s",
                    f"{largest.megabytes:.0f} MB",
                ]
            )
        return (
            "## Growth of one document\n\n"
            "Time per row (line, measure, paragraph or step), the first figure as 1.00: linear time stays at 1.00. "
            "The start is taken off; – is a size that cannot be told from the start, or one that takes too long. "
            f"Medians of {self.plan.growth} runs in turn; time and memory are of the largest document measured. "
            "Output is `concise`.\n\n"
            + table(["one document of", *(f"{count:,}" for count in sizes), "time", "memory"], rows)
        )

    def _grown(self, number: int, shape: str) -> tuple[dict[str, Command], int | None]:
        """Write a document of each size and return the commands, and the first size that takes too long to measure."""
        commands: dict[str, Command] = {}
        for count in (1, *self.plan.rows):
            path = write_grown(self.folder / f"grown-{number}-{count}.txt", shape, count)
            command = self.tools.italint(str(path), "--output-format", "concise")
            if run(command).seconds > _PATIENCE and count != self.plan.rows[0]:
                return commands, count
            commands[str(count)] = command
        return commands, None

    def memory(self) -> str:
        rows: dict[str, list[str]] = {}
        first: dict[str, float] = {}
        counts = self.plan.memory
        first_count = counts[0]
        for count in counts:
            path = str(write_reports(self.folder / f"memory-{count}", count))
            commands = {
                "italint": self.tools.italint(path),
                "italint --jobs 1": self.tools.italint(path, "--jobs", "1"),
                **self.tools.peers(path),
            }
            found = alternate(commands, 1, warm=0)
            floor = own_megabytes()
            for name, sample in found.items():
                first.setdefault(name, sample.megabytes)
                hidden = sample.megabytes <= floor
                rows.setdefault(name, [name]).append(f"{'≤ ' if hidden else ''}{sample.megabytes:.0f} MB")
                if count == counts[-1]:
                    ratio = sample.megabytes / first[name]
                    rows[name].append("–" if hidden else f"{ratio:.2f}")
                    if name.startswith("italint") and ratio > _GROWS:
                        self.bad.append(
                            f"memory of {name}: {ratio:.2f} times as much for {count:,} files as for {first_count}"
                        )
        return (
            "## Memory\n\n"
            "The largest single process of a run (with several processes the sum is larger). Less than the harness "
            "itself takes cannot be seen and is written as ≤.\n\n"
            + table(["files", *(f"{count:,}" for count in counts), f"{counts[-1]:,} ÷ {first_count}"], [*rows.values()])
        )

    def country(self) -> str:
        count, base = self.plan.country, self.plan.reports
        many = str(write_reports(self.folder / "country", count))
        few = str(self.folder / "reports.txt")
        found = alternate({"many": self.tools.italint(many), "few": self.tools.italint(few)}, 3, warm=0)
        ratio = found["many"].seconds / count / (found["few"].seconds / base)
        larger = found["many"].megabytes / found["few"].megabytes
        if ratio > _GROWS:
            self.bad.append(f"a report among {count:,} takes {ratio:.2f} times as long as one among {base}")
        if larger > _GROWS:
            self.bad.append(f"{count:,} reports take {larger:.2f} times the memory of {base}")
        head = ["reports", f"time per report ÷ of {base}", f"memory ÷ of {base}", "time", "reports/s", "memory"]
        row = [f"{count:,}", f"{ratio:.2f}", f"{larger:.2f}", f"{found['many'].seconds:.1f} s"]
        row += [f"{count / found['many'].seconds:.0f}", f"{found['many'].megabytes:.0f} MB"]
        return (
            "## A year of the whole country\n\n"
            f"{count:,} reports on {self.cores} cores, beside {base} of them. Medians of 3 runs in turn.\n\n"
            + table(head, [row])
        )

    def _slower(self, found: dict[str, Sample], where: str) -> None:
        for peer in ("proselint", "textlint"):
            if peer in found and found[peer].seconds < found["italint"].seconds:
                ratio = found["italint"].seconds / found[peer].seconds
                self.bad.append(f"{where}: italint takes {ratio:.2f} times as long as {peer}")

    def machine(self) -> str:
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1024**3
        versions = ", ".join(f"{name} {version}" for name, version in self.tools.versions().items())
        return (
            f"{self.cores} cores ({platform.machine()}), {pages:.0f} GB of memory, {platform.system()}, "
            f"{platform.python_implementation()} {platform.python_version()}. {versions}."
        )


_HEAD_TIMES = ("proselint ÷ italint", "textlint ÷ italint")
_HEAD_SECONDS = ("italint", "proselint", "textlint")


def _times(found: dict[str, Sample], peer: str) -> str:
    return f"{found[peer].seconds / found['italint'].seconds:.2f}" if peer in found else "–"


def _each(found: dict[str, Sample]) -> list[str]:
    return [f"{found[name].seconds * 1000:.0f} ms" if name in found else "–" for name in _HEAD_SECONDS]


_METHOD = """\
italint is installed from the checkout as a user installs it (`pip install .`), proselint and textlint from the
registries, each in a fresh place of its own and with its defaults; textlint is called without `npx`, which would
only slow it down. All tools read the same files. Commands run in turn, A B C A B C …, with output thrown away; what
the machine does meanwhile falls on all of them alike. Figures are medians; a ratio above 1 in a column “peer ÷ italint”
says that italint is faster. Nothing here passes or fails."""

_KNOWN = (
    "The reports come from five samples: agency names, years, scores and the words of long entries differ from file to "
    "file, layouts do not. What a layout unlike these costs is not known.",
    "A single file is always checked by a single process; more cores help only where there are many files.",
    "The peers do other work on the same words, so only orders of magnitude compare.",
    "Files are in the system's cache; a cold disk is not measured.",
)


def _report(bench: Bench, sections: list[str], busy: float, quick: bool) -> str:
    bad = [*bench.bad, *_KNOWN]
    return (
        "# Results\n\n"
        + ("**A quick run with few repetitions: read it as a trial of the harness.**\n\n" if quick else "")
        + f"{bench.machine()} Average load when the run began: {busy:.1f}.\n\n{_METHOD}\n\n"
        + "\n".join(sections)
        + "\n## Bad cases\n\n"
        + "".join(f"- {case[0].upper()}{case[1:]}{'' if case.endswith('.') else '.'}\n" for case in bad)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure italint beside its peers.")
    parser.add_argument("--quick", action="store_true", help="few runs on few files, to try the harness")
    parser.add_argument("--write", action="store_true", help="write RESULTS.md")
    parser.add_argument("--only", action="append", metavar="SECTION", help="only this section (repeatable)")
    options = parser.parse_args()
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("installing …", file=sys.stderr)
        bench = Bench(Tools(folder), QUICK if options.quick else FULL, folder)
        sections = []
        for section in bench.sections(options.only or ()):
            print(section, flush=True)
            sections.append(section)
        text = _report(bench, sections, busy, options.quick)
        print(text[text.index("## Bad cases") :])
        if options.write:
            RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

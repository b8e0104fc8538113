"""Why this file exists: `quote` prints what `handoff` would send, so both draw up the very same thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from hybridtui import tiers
from hybridtui.core.checkpoint.machine import Checkpoint
from hybridtui.core.config import Config
from hybridtui.core.costs.budget import Spent, Standing, standing
from hybridtui.core.costs.meter import Meter
from hybridtui.core.costs.weighing import weigh
from hybridtui.core.errors import HybridError
from hybridtui.core.hand_off.envelope import Approved, Envelope
from hybridtui.core.hand_off.flow import Release
from hybridtui.core.hand_off.leaving import leaving
from hybridtui.core.hand_off.manifest import manifest
from hybridtui.core.hand_off.masks import Masked, masked
from hybridtui.core.hand_off.order import UNANSWERED, Order
from hybridtui.core.ports import Executor, Ledger, PriceList
from hybridtui.frontier.tokens import Tokens
from hybridtui.headless import configured, paper, streams, trace_file
from hybridtui.headless.choices import Choices
from hybridtui.headless.examined import Examined, look_over, papers
from hybridtui.headless.paper import Paper
from hybridtui.store import paths
from hybridtui.store.atomic import encoded
from hybridtui.store.documents import files
from hybridtui.store.ledger.file import LedgerFile


@dataclass(frozen=True)
class Quotation:
    """What a hand-off would send and cost, and what stands in its way.

    `meter` is None where nothing could be counted, `spent` where the books could not be read.
    """

    choices: Choices
    config: Config
    order: Order
    executor: Executor
    ledger: Ledger
    prices: PriceList
    examined: Examined
    masked: Masked
    envelope: Envelope
    meter: Meter | None
    spent: Spent | None

    @cached_property
    def missing(self) -> str:
        """What to do about the credential that is missing; empty where none is."""
        return self.executor.credential().missing

    @cached_property
    def standing(self) -> Standing:
        """What the budgets say."""
        budget = self.config.budget
        if self.order.target in UNANSWERED:
            return Standing()
        return standing(budget.limits, budget.warn_percent, self.spent, self.meter)

    @cached_property
    def manifest(self) -> tuple[tuple[str, str], ...]:
        """Everything that is signed, as pairs of a label and a value; its hash only where it may be signed."""
        examination = self.examined.examination
        told = leaving(examination, self.envelope).told
        pairs = manifest(self.envelope, self.meter, secrets=told, spent=self.spent, limits=self.config.budget.limits)
        return tuple(pair for pair in pairs if pair[0] != "SHA-256" or not examination.blockers)

    def checkpoint(self, over_budget: bool) -> Checkpoint:
        """The review of what was drawn up, every check done. `over_budget` says that it may cost more than is left."""
        examination, typed = self.examined.examination, self.config.checkpoint.sign_off == "code"
        checkpoint = Checkpoint.of(
            self.envelope,
            blockers=examination.blockers,
            conflicts=examination.conflicts,
            demanded=len(examination.demanded),
            typed=typed,
        )
        checkpoint = checkpoint.budgeted(self.standing.refusal)
        return checkpoint.override() if over_budget else checkpoint

    def release(self, approved: Approved, over_budget: bool) -> Release:
        """What the human signed, with what the books say of it before it is sent."""
        return Release.of(
            approved,
            self.order,
            spec=self.examined.spec.text,
            masked=self.masked,
            project=self.choices.project,
            meter=self.meter,
            over_budget=self.checkpoint(over_budget).overridden,
        )

    def holds(self) -> bool:
        """Whether the spec still says what was drawn up. One from a pipe cannot change."""
        if self.choices.spec == streams.STDIN:
            return True
        try:
            return _edited(paper.read(self.choices.spec, "the spec")).text == self.examined.spec.text
        except HybridError:
            return False


def draw_up(choices: Choices) -> Quotation:
    """Read the spec, look it over and compose what would be sent, as the workbench would. Uses no network.

    What does not keep it from being composed is told on standard error. Raises `HybridError` for what does.
    """
    config = configured.settings_in_force()
    spec, notes = _texts(choices)
    order = choices.order(config.claude.order)
    record = trace_file.read(choices.spec)
    examined = look_over(spec, notes, record, config.checkpoint)
    safe = masked(spec.text, record.decisions, examined.examination.secrets)
    executor = tiers.executor(order.target, config, notes=lambda: choices.home.notes, terminal=streams.to_terminal)
    envelope = executor.compose(safe.text, order)
    ledger, (prices, fault) = LedgerFile(paths.ledger()), tiers.price_list()
    if fault:
        streams.tell(fault)
    meter = _weighed(prices, ledger, order, examined)
    spent = _spent(ledger)
    return Quotation(choices, config, order, executor, ledger, prices, examined, safe, envelope, meter, spent)


def _texts(choices: Choices) -> tuple[Paper, Paper]:
    """The spec and its notes, as an editor would show them. Notes that were not asked for may be missing or blank."""
    if choices.notes is not None:
        spec, notes = papers(choices.spec, choices.notes)
        return _edited(spec), _edited(notes)
    spec, notes = papers(choices.spec, None)
    if beside := choices.known_notes:
        try:
            notes = paper.read(beside, "the notes")
        except HybridError as error:
            streams.tell(error)
    return _edited(spec), _edited(notes)


def _edited(given: Paper) -> Paper:
    """A file as it stands in an editor, whose lines all end the same way."""
    return Paper(given.name, files.decoded(given.name, encoded(given.whole)).text)


def _weighed(prices: PriceList, ledger: Ledger, order: Order, examined: Examined) -> Meter | None:
    try:
        observations = ledger.observations()
    except HybridError:  # that the books cannot be read is told where the budget is looked at
        observations = ()
    try:
        return weigh(Tokens(), prices, observations, order, notes=examined.notes.text, spec=examined.spec.text)
    except HybridError as error:
        streams.tell(error)
        return None


def _spent(ledger: Ledger) -> Spent | None:
    try:
        return ledger.spent()
    except HybridError as error:
        streams.tell(error)
        return None

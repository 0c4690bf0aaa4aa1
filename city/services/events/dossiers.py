from dataclasses import dataclass

from kernel.journal.facts import Fact


@dataclass(frozen=True)
class DraftStarted(Fact):
    dossier: int
    version: int


@dataclass(frozen=True)
class DraftSaved(Fact):
    dossier: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class PaperAttached(Fact):
    dossier: int
    paper: int
    sha256: str


@dataclass(frozen=True)
class PaperRemoved(Fact):
    dossier: int
    paper: int


@dataclass(frozen=True)
class DraftRenewed(Fact):
    """It follows the version that is published now."""

    dossier: int
    version: int


@dataclass(frozen=True)
class DraftDiscarded(Fact):
    dossier: int


@dataclass(frozen=True)
class DraftForgotten(Fact):
    """Nobody touched it for as long as drafts are kept."""

    dossier: int


@dataclass(frozen=True)
class DossierSubmitted(Fact):
    dossier: int
    version: int
    agency: int
    channel: str


@dataclass(frozen=True)
class DossierAccepted(Fact):
    dossier: int
    code: str
    due_at: str


@dataclass(frozen=True)
class ReceptionRefused(Fact):
    dossier: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class SupplementAsked(Fact):
    dossier: int
    round: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class SupplementGiven(Fact):
    dossier: int
    round: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class StepFinished(Fact):
    """A local step ended; the phase may be the same."""

    dossier: int
    step: str
    move: str
    to: str
    agency: int


@dataclass(frozen=True)
class PaperJudged(Fact):
    dossier: int
    paper: int
    verdict: str
    reason: str


@dataclass(frozen=True)
class ResultProposed(Fact):
    dossier: int
    outcome: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResultApproved(Fact):
    dossier: int
    document: int
    outcome: str


@dataclass(frozen=True)
class SigningFailed(Fact):
    dossier: int
    document: int


@dataclass(frozen=True)
class ResultGivenUp(Fact):
    """The number held for the result was voided: the leader decides anew."""

    dossier: int
    document: int


@dataclass(frozen=True)
class DossierDecided(Fact):
    dossier: int
    document: int
    outcome: str


@dataclass(frozen=True)
class ResultReturned(Fact):
    dossier: int
    way: str


@dataclass(frozen=True)
class DossierWithdrawn(Fact):
    dossier: int


@dataclass(frozen=True)
class DossierRecalled(Fact):
    """Taken back from `agency`, which had not taken it up."""

    dossier: int
    agency: int


@dataclass(frozen=True)
class DossierStopped(Fact):
    """By the agency itself."""

    dossier: int
    reason: str


@dataclass(frozen=True)
class PaymentAsked(Fact):
    dossier: int


@dataclass(frozen=True)
class PaymentReceived(Fact):
    dossier: int


@dataclass(frozen=True)
class RecordWritten(Fact):
    """A step filled in a page of the process's own form."""

    dossier: int
    step: str
    page: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class ReceiverNamed(Fact):
    """Who takes the result in his hand; `party` is the row that says it."""

    dossier: int
    party: int


@dataclass(frozen=True)
class MistakeCorrected(Fact):
    dossier: int
    fields: tuple[str, ...]


@dataclass(frozen=True)
class DueMoved(Fact):
    dossier: int
    due: int
    cause: str


@dataclass(frozen=True)
class HolderAdmitted(Fact):
    """The work went to another post or unit within its step; `holder` (a principal) reads the dossier from now on."""

    dossier: int
    holder: int


@dataclass(frozen=True)
class ResultReleased(Fact):
    """The fee came after the decision; from now on the people of the dossier read the result."""

    dossier: int


@dataclass(frozen=True)
class FeeAmended(Fact):
    """What is to be paid was put right; `left` đồng are asked now."""

    dossier: int
    left: int


@dataclass(frozen=True)
class FeeWaived(Fact):
    """By law nothing is to be paid, or less: `left` đồng."""

    dossier: int
    left: int


@dataclass(frozen=True)
class ResultWithdrawn(Fact):
    """The issued result holds no longer; why stands with the document."""

    dossier: int
    document: int


@dataclass(frozen=True)
class ResultReopened(Fact):
    """After its result was withdrawn: back at the step that approves, for a new decision."""

    dossier: int
    step: str

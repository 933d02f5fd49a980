"""What the desk calls the values of our enumerations."""

from enum import StrEnum

from model.languages import Language
from model.people import Deed, Duty
from model.translation import State
from pipeline.changes import Kind
from pipeline.health import Condition
from pipeline.memory_keeping import Mode
from pipeline.orders import Verb
from pipeline.triggering import RunState
from review.texts import phrase
from store.queue import Order, Standing

NAMES: dict[StrEnum, str] = {
    Language.DE: phrase("German"),
    Language.EN: phrase("English"),
    Language.ZH: phrase("Chinese"),
    State.INITIAL: phrase("not translated"),
    State.TRANSLATED: phrase("machine translation"),
    State.REVIEWED: phrase("reviewed"),
    State.FINAL: phrase("final"),
    Duty.EDITOR: phrase("Editor"),
    Duty.OPERATOR: phrase("Operator"),
    Duty.ADMINISTRATOR: phrase("Administrator"),
    Deed.EDIT: phrase("edited"),
    Deed.APPROVE: phrase("approved"),
    Deed.REVERT: phrase("took the machine's text"),
    Deed.REJECT: phrase("rejected"),
    Deed.HOLD: phrase("held back"),
    Deed.RELEASE: phrase("let go"),
    Deed.WAIVE: phrase("published all the same"),
    Deed.KEEP: phrase("kept the approval"),
    Deed.REOPEN: phrase("sent back to review"),
    Deed.COMMENT: phrase("commented"),
    Deed.SETTLE: phrase("settled a remark"),
    Deed.INVITE: phrase("invited"),
    Deed.CHANGE_PERSON: phrase("changed an account"),
    Deed.TRIGGER: phrase("started"),
    Deed.MAKE_TOKEN: phrase("made a token"),
    Deed.REVOKE_TOKEN: phrase("revoked a token"),
    Deed.REMEMBER: phrase("added to the memory"),
    Deed.CHANGE_PAIR: phrase("corrected a pair of the memory"),
    Deed.DELETE_PAIR: phrase("deleted a pair of the memory"),
    Deed.IMPORT_PAIRS: phrase("brought pairs into the memory"),
    Deed.ADD_TERM: phrase("added a term"),
    Deed.CHANGE_TERM: phrase("changed a term"),
    Deed.DELETE_TERM: phrase("deleted a term"),
    Deed.ERASE: phrase("erased a person's data"),
    Mode.WORDS: phrase("words on either side"),
    Mode.EXACT: phrase("this German sentence"),
    Mode.ALIKE: phrase("sentences like this German one"),
    Standing.WAITING: phrase("waiting"),
    Standing.HELD: phrase("on hold"),
    Standing.REJECTED: phrase("rejected"),
    Kind.SAME: phrase("unchanged"),
    Kind.MOVED: phrase("moved"),
    Kind.CHANGED: phrase("changed"),
    Kind.NEW: phrase("new"),
    Kind.REMOVED: phrase("removed"),
    Order.RISK: phrase("the riskiest"),
    Order.AGE: phrase("the oldest"),
    Order.NEWEST: phrase("the newest"),
    Condition.OK: phrase("well"),
    Condition.QUIET: phrase("quiet"),
    Condition.BROKEN: phrase("broken"),
    Condition.BLOCKED: phrase("blocked"),
    Condition.FAILING: phrase("failing"),
    Condition.OFF: phrase("off"),
    Condition.NEW: phrase("unknown yet"),
    Verb.RUN: phrase("Collect, translate, publish"),
    Verb.COLLECT: phrase("Collect"),
    Verb.TRANSLATE: phrase("Translate"),
    Verb.PUBLISH: phrase("Publish"),
    Verb.TRY: phrase("Dry run"),
    RunState.WAITING: phrase("waiting"),
    RunState.RUNNING: phrase("running"),
    RunState.DONE: phrase("done"),
    RunState.FAILED: phrase("failed"),
    RunState.CANCELLED: phrase("cancelled"),
}
"""English, for the catalogue; in a template: `{{ named(translation.state) }}`."""

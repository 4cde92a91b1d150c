"""The ledger once more, in plain Python: what the database must agree with.

Written from the rules, not from the SQL: lists and loops, one thing after the other.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

BALANCE_MAX = 2_000_000_000
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(eq=False)
class Lot:
    number: int
    entry: "Entry"
    remaining: int
    is_active: bool
    activates_at: datetime | None
    expires_at: datetime | None

    @property
    def turn(self) -> tuple[datetime, int]:
        return (self.expires_at or NEVER, self.number)


@dataclass(eq=False)
class Entry:
    key: str
    account: "Account"
    points: int
    kind: str
    order: str | None
    balance_after: int
    reference: "Entry | None" = None
    uses: list[tuple[Lot, int]] = field(default_factory=list)
    points_restored: int = 0
    is_reversed: bool = False

    @property
    def lifetime_sum(self) -> str | None:
        if self.kind in ("RESTORE", "REVERSAL") and self.reference is not None:
            return self.reference.lifetime_sum
        if self.kind == "CLAWBACK":
            return "EARNED"
        if self.kind in ("REDEEM", "RESTORE"):
            return "SPENT"
        if self.kind in ("EARN", "GIFT", "IMPORT", "ADJUST") and self.points > 0:
            return "EARNED"
        return None


@dataclass(eq=False)
class Hold:
    account: "Account"
    checkout: int
    points: int
    status: str = "OPEN"


@dataclass(eq=False)
class Account:
    lots: list[Lot] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)

    @property
    def balance(self) -> int:
        return sum(entry.points for entry in self.entries)

    @property
    def pending(self) -> int:
        return sum(lot.remaining for lot in self.lots if not lot.is_active)

    @property
    def reserved(self) -> int:
        return sum(hold.points for hold in self.holds if hold.status == "OPEN")

    @property
    def available(self) -> int:
        return self.balance - self.pending - self.reserved

    def lifetime(self, name: str) -> int:
        points = sum(entry.points for entry in self.entries if entry.lifetime_sum == name)
        return points if name == "EARNED" else -points

    def open_lots(self) -> list[Lot]:
        """Oldest expiry first."""
        return sorted((lot for lot in self.lots if lot.remaining), key=lambda lot: lot.turn)


def _write(account: Account, entry: Entry) -> None:
    account.entries.append(entry)


def _open_lot(
    entry: Entry,
    points: int,
    now: datetime,
    activates_at: datetime | None,
    expires_at: datetime | None,
) -> None:
    account = entry.account
    is_active = activates_at is None or activates_at <= now
    lot = Lot(len(account.lots), entry, points, is_active, activates_at, expires_at)
    account.lots.append(lot)


def credit(
    account: Account,
    points: int,
    *,
    key: str,
    kind: str,
    now: datetime,
    order: str | None = None,
    activates_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> str:
    if account.balance + points > BALANCE_MAX:
        return "INSUFFICIENT"
    debt = max(0, -account.balance)
    entry = Entry(key, account, points, kind, order, account.balance + points)
    _write(account, entry)
    _open_lot(entry, max(0, points - debt), now, activates_at, expires_at)
    return "POSTED"


def debit(
    account: Account,
    points: int,
    *,
    key: str,
    kind: str,
    order: str | None = None,
    reverses: Entry | None = None,
    allows_negative: bool = False,
    hold: Hold | None = None,
) -> str:
    """`points` above 0 are taken away."""
    lots = account.open_lots()

    def is_own(lot: Lot) -> bool:
        of_order = kind == "CLAWBACK" and order is not None and lot.entry.order == order
        return of_order or (reverses is not None and lot.entry is reverses)

    free = account.available
    if hold is not None and hold.status == "OPEN":
        free = account.balance - account.pending
    own_pending = [lot for lot in lots if is_own(lot) and not lot.is_active]
    free += sum(lot.remaining for lot in own_pending)
    if (points > free and not allows_negative) or account.balance - points < -BALANCE_MAX:
        return "INSUFFICIENT"
    if reverses is not None:
        if reverses.is_reversed:
            return "CONFLICT"
        reverses.is_reversed = True
    entry = Entry(key, account, -points, kind, order, account.balance - points, reverses)
    _write(account, entry)
    turns = own_pending + [lot for lot in lots if is_own(lot) and lot.is_active]
    turns += [lot for lot in lots if not is_own(lot) and lot.is_active]
    if allows_negative:
        turns += [lot for lot in lots if not is_own(lot) and not lot.is_active]
    for lot in turns:
        taken = min(points, lot.remaining)
        if taken:
            lot.remaining -= taken
            entry.uses.append((lot, taken))
            points -= taken
    if hold is not None:
        hold.status = "CAPTURED"
    return "POSTED"


def restore(
    debit_entry: Entry,
    points: int,
    *,
    key: str,
    kind: str,
    now: datetime,
    expires_at: datetime | None = None,
    restored_until: datetime | None = None,
) -> str:
    account = debit_entry.account
    if points > -debit_entry.points - debit_entry.points_restored:
        return "INSUFFICIENT"
    if account.balance + points > BALANCE_MAX:
        return "INSUFFICIENT"
    if kind == "REVERSAL":
        if debit_entry.is_reversed:
            return "CONFLICT"
        debit_entry.is_reversed = True
    left = points - min(points, max(0, -account.balance))
    debit_entry.points_restored += points
    order = debit_entry.order
    entry = Entry(key, account, points, kind, order, account.balance + points, debit_entry)
    _write(account, entry)
    late = 0
    for place in reversed(range(len(debit_entry.uses))):
        lot, taken = debit_entry.uses[place]
        given = min(left, taken)
        is_usable = lot.is_active or (lot.activates_at is not None and lot.activates_at <= now)
        is_late = is_usable and lot.expires_at is not None and lot.expires_at <= now
        if given and is_late and restored_until is not None and restored_until > now:
            late += given
            debit_entry.uses[place] = (lot, taken - given)
            left -= given
        elif given:
            if not lot.remaining and lot.activates_at is not None:
                lot.is_active = lot.is_active or lot.activates_at <= now
            lot.remaining += given
            debit_entry.uses[place] = (lot, taken - given)
            left -= given
    if late:
        _open_lot(entry, late, now, None, restored_until)
    if left:
        _open_lot(entry, left, now, None, expires_at)
    return "POSTED"


def place_hold(account: Account, checkout: int, points: int, old: Hold | None) -> Hold | None:
    own = old.points if old is not None and old.account is account else 0
    if points > account.available + own:
        return None
    if old is not None:
        old.status = "VOIDED"
    hold = Hold(account, checkout, points)
    account.holds.append(hold)
    return hold


def activate_lots(accounts: list[Account], as_of: datetime) -> int:
    count = 0
    for account in accounts:
        for lot in account.lots:
            is_due = lot.activates_at is not None and lot.activates_at <= as_of
            if lot.remaining and not lot.is_active and is_due:
                lot.is_active = True
                count += 1
    return count


def activate_order_lots(
    account: Account,
    order: str,
    *,
    activates_at: datetime | None,
    expires_at: datetime | None,
    now: datetime,
) -> int:
    """The points that can be used now."""
    is_active = activates_at is None or activates_at <= now
    points = 0
    for lot in account.lots:
        if lot.remaining and not lot.is_active and lot.entry.order == order:
            lot.is_active = is_active
            lot.activates_at = activates_at or now
            lot.expires_at = expires_at
            points += lot.remaining
    return points if is_active else 0


def extend_lots(account: Account, expires_at: datetime) -> int:
    count = 0
    for lot in account.lots:
        if lot.remaining and lot.expires_at is not None and lot.expires_at < expires_at:
            lot.expires_at = expires_at
            count += 1
    return count


def expire_lots(accounts: list[Account], as_of: datetime) -> int:
    count = 0
    for account in accounts:
        held = account.reserved
        for lot in account.open_lots():
            if lot.expires_at is None or lot.expires_at > as_of:
                continue
            points = lot.remaining
            if lot.is_active:
                kept = min(points, held)
                held -= kept
                points -= kept
            if points:
                lot.remaining -= points
                after = account.balance - points
                entry = Entry("", account, -points, "EXPIRE", None, after, None, [(lot, points)])
                _write(account, entry)
                count += 1
    return count

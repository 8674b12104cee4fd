-- Why a row of the ledger is there. A closing reason stands on a row of 0; the others explain a change of quantity that
-- is no trade: an asset that goes on under another name, and a quantity that is counted by another rule than before.
alter table transactions drop constraint a_reason_closes;
alter table transactions add constraint reason_is_known check (
    reason in ('gone', 'dust', 'disconnected', 'awaiting_successor', 'renamed', 'restated'));
alter table transactions add constraint a_closing_reason_closes check (
    reason not in ('gone', 'dust', 'disconnected', 'awaiting_successor') or quantity = 0);

alter table audit_events drop constraint event_is_known;
alter table audit_events add constraint event_is_known check (event in (
    'connected', 'credentials_replaced', 'secret_destroyed', 'duplicate_account_removed',
    'disconnected_kept', 'disconnected_purged',
    'reading_confirmed', 'rename_confirmed', 'rename_rejected'));

-- An asset that goes on under another name. No row of the ledger is given another asset any more: the row of the new
-- name says which row it continues, and until that comes the old name's row says that it waits for it.
revoke update (asset_id) on transactions from portfolio_worker;

alter table transactions add column continues_id uuid references transactions;
alter table transactions add constraint only_a_rename_continues check (continues_id is null or reason = 'renamed');

create index transactions_by_continued on transactions (continues_id) where continues_id is not null;
create index renames_by_connection on transactions (connection_id, occurred_at)
    where reason in ('awaiting_successor', 'renamed');

-- A part of a holding may be converted before the rest: the waiting row need not close its asset.
alter table transactions drop constraint a_closing_reason_closes;
alter table transactions add constraint a_closing_reason_closes check (
    reason not in ('gone', 'dust', 'disconnected') or quantity = 0);
alter table transactions add constraint what_waits_has_left check (reason <> 'awaiting_successor' or delta < 0);

-- A run may book two changes of one asset: the part that a rename explains, and the rest.
alter table transactions drop constraint asset_is_booked_once_per_run;
create unique index asset_is_booked_once_per_run on transactions (
    run_id, asset_id, coalesce(reason, ''), coalesce(continues_id, '00000000-0000-0000-0000-000000000000'))
    where run_id is not null;

-- A rename that is in no list and that a person has to confirm. One that is not answered is removed with its occasion.
create table rename_questions (
    id            uuid primary key,
    user_id       uuid not null,
    connection_id uuid not null,
    old_symbol    text not null,
    new_symbol    text not null,
    quantity      numeric not null,
    asked_at      timestamptz not null,
    answer        text,
    answered_at   timestamptz,
    constraint question_is_asked_once unique (connection_id, old_symbol, new_symbol),
    constraint question_is_the_users_connection foreign key (user_id, connection_id)
        references user_connections (user_id, id) on delete cascade,
    constraint answer_is_known check (answer in ('confirmed', 'rejected')),
    constraint answer_has_a_time check ((answer is null) = (answered_at is null))
);

alter table rename_questions enable row level security;
create policy one_user on rename_questions to portfolio_api, portfolio_worker using (user_id = app_user());

grant select on rename_questions to portfolio_api;
grant update (answer, answered_at) on rename_questions to portfolio_api;
grant select, insert, delete on rename_questions to portfolio_worker;

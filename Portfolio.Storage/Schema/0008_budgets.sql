-- An exchange counts in buckets of its own: one for everything under /api at Binance, one for each endpoint under /sapi.
alter table request_budgets drop constraint request_budgets_pkey;
alter table request_budgets drop column paused_until;
alter table request_budgets add column bucket text not null;
-- Spent at the very end of the window, and so perhaps counted in the next one by the exchange: both pay for it.
alter table request_budgets add column weight_carried integer not null default 0;
-- The part of what was used that nobody waited for: the schedule has a share of its own.
alter table request_budgets add column weight_scheduled integer not null default 0;
alter table request_budgets add constraint parts_are_not_negative check (weight_carried >= 0 and weight_scheduled >= 0);
alter table request_budgets add primary key (exchange, egress, bucket);

-- What all workers know of an exchange, as seen from one address.
create table exchange_health (
    exchange     text not null,
    egress       text not null,
    -- Until when the exchange told us to stay away; null when it never did.
    paused_until timestamptz,
    -- Runs that found it down, in a row.
    outages      integer not null default 0,
    -- While it is taken to be down: when the next scheduled run may try; null while it is not.
    probe_at     timestamptz,
    -- How many have tried since it was found down: each waits longer than the one before.
    probes       integer not null default 0,
    primary key (exchange, egress),
    constraint outages_are_not_negative check (outages >= 0)
);

grant select, insert, update on exchange_health to portfolio_worker;
grant select on exchange_health to portfolio_api;

-- Asks that are waited for, so that the sweep knows how many it has out.
create index connections_by_ask on user_connections (exchange, asked_until)
    where deleted_at is null and asked_until is not null;

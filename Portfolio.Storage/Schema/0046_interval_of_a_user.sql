-- The interval that the form for a new connection begins with.
alter table users add column sync_interval_minutes integer not null default 60
    constraint interval_of_a_user_is_5_to_1440 check (sync_interval_minutes between 5 and 1440);
grant update (sync_interval_minutes) on users to portfolio_api;

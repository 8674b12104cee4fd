-- Every worker caches the pauses and outages of exchanges. A notification with the exchange's name, or its region's,
-- says that they have changed; a worker that misses it reads the table within a second.
create function notify_exchange_health() returns trigger
    language plpgsql
as $$
begin
    perform pg_notify('exchange_health', new.exchange);
    return null;
end
$$;

create trigger a_new_state_is_notified
    after insert on exchange_health
    for each row execute function notify_exchange_health();

create trigger a_changed_state_is_notified
    after update on exchange_health
    for each row when (old is distinct from new)
    execute function notify_exchange_health();

-- What a reading is held against, and a reading that the exchange's own totals contradict.
alter table user_connections
    -- { "trading": "12.50" }: USD by which each reported total exceeded the reading of the last accepted run; null
    -- before there was one. Coins without a price and products that are not read are in it.
    add column reported_gaps jsonb,
    -- { id, wallets: [{ wallet, exchangeName, reportedUsd, readUsd }], changes: [{ wallet, symbol, stored, read }] };
    -- null while reading and totals agree.
    add column contradiction jsonb,
    add column contradicted_since timestamptz,
    -- Runs in a row that found a contradiction: the first ones are repeated sooner than the interval.
    add column contradicted_runs integer not null default 0,
    -- When a person confirmed the reading of this contradiction; the next run that finds it again books it.
    add column reading_confirmed_at timestamptz,
    -- When a reading first closed every holding while no total was there to confirm it.
    add column emptied_since timestamptz,
    add constraint contradiction_has_a_beginning check ((contradiction is null) = (contradicted_since is null)),
    add constraint only_a_contradiction_is_confirmed check (reading_confirmed_at is null or contradiction is not null);

grant select (contradiction, contradicted_since, contradicted_runs, reading_confirmed_at) on user_connections
    to portfolio_api;
grant update (reading_confirmed_at) on user_connections to portfolio_api;
grant update (
        reported_gaps, contradiction, contradicted_since, contradicted_runs, reading_confirmed_at, emptied_since)
    on user_connections to portfolio_worker;

-- What the version with the scripts 0001 to 0010 has stored after some days with the simulator's accounts: copied from
-- databases that it filled, and brought into tables that can be read. A connection is called by its account. Keys are
-- sealed and put in behind it.

-- Newer rows have greater ids, as those that the server makes.
create function pg_temp.uuid_at(at timestamptz) returns uuid language sql as $$
    select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
        || '7' || substr(random_hex, 1, 3) || '8' || substr(random_hex, 4, 15))::uuid
    from (select md5(random()::text)) as hex (random_hex)
$$;

insert into portfolios (id, user_id, name, created_at) values
    ('01940000-0000-7000-8000-00000000a001', @user, 'Binance Sync', now() - interval '9 days'),
    ('01940000-0000-7000-8000-00000000a002', @user, 'At OKX', now() - interval '8 days'),
    ('01940000-0000-7000-8000-00000000a003', @user, 'Closed', now() - interval '7 days'),
    ('01940000-0000-7000-8000-00000000a004', @user, 'Positions', now() - interval '7 days');

create temp table account (
    number integer, label text, exchange text, account_id text, region text, portfolio integer, outcome text,
    error_kind text, error_code text, error_detail text);

insert into account values
    (1,  'everyday',       'binance', '354937002',       null,     1, 'succeeded', null, null, null),
    (2,  'everywhere',     'binance', '354937003',       null,     1, 'partial',   'exchange_unavailable', '-1001',
        'earn_flexible'),
    (3,  'dust',           'binance', '354937022',       null,     1, 'succeeded', null, null, null),
    (4,  'unpriced',       'binance', '354937023',       null,     1, 'succeeded', null, null, null),
    (5,  'renamed',        'binance', '354937027',       null,     1, 'succeeded', null, null, null),
    (6,  'receipts',       'binance', '354937028',       null,     1, 'partial',   'exchange_unavailable', '-1001',
        'earn_flexible'),
    (7,  'region-blocked', 'binance', null,              null,     null, 'failed', 'region_blocked', '451', null),
    (8,  'unreadable',     'binance', null,              null,     null, 'refused', 'permission_denied', null, null),
    (9,  'trader',         'binance', '354937011',       null,     1, 'refused',   'excess_permissions', null,
        'enableSpotAndMarginTrading'),
    (10, 'ed25519',        'binance', '354937005',       null,     1, 'succeeded', null, null, null),
    (11, 'twin-one',       'binance', '354937017',       null,     3, 'succeeded', null, null, null),
    (12, 'okx-everyday',   'okx',     '447058923436001', 'global', 2, 'succeeded', null, null, null),
    (13, 'okx-everywhere', 'okx',     '447058923436002', 'global', 2, 'succeeded', null, null, null),
    (14, 'okx-renamed',    'okx',     '447058923436024', 'global', 2, 'succeeded', null, null, null),
    (15, 'okx-borrower',   'okx',     '447058923436030', 'global', 2, 'succeeded', null, null, null),
    (16, 'okx-unpriced',   'okx',     '447058923436022', 'global', 2, 'succeeded', null, null, null),
    (17, 'okx-positions',  'okx',     '447058923436035', 'global', 4, 'succeeded', null, null, null);

alter table account add id uuid;
update account set id = format('01940000-0000-7000-8000-%s', lpad(number::text, 12, '0'))::uuid;

insert into user_connections (
    id, user_id, exchange, label, portfolio_id, api_key_masked, account_id, region, permissions, sync_interval_minutes,
    request_number, asked_trigger, fence, last_outcome, error_kind, error_code, error_detail, failures, created_at,
    last_attempt_at, last_synced_at, next_sync_at)
select id, @user, exchange, label, ('01940000-0000-7000-8000-00000000a00' || portfolio)::uuid, 'Fake••••mask',
    account_id, region,
    case when label = 'trader' then array['read', 'spot_trading'] when account_id is not null then array['read'] end,
    60, 4, 'scheduled', 4, outcome, error_kind, error_code, error_detail,
    case when outcome = 'failed' then 3 else 0 end,
    now() - interval '8 days', now() - interval '2 hours',
    case when account_id is not null then now() - interval '1 hour' end,
    case when outcome <> 'refused' then now() - interval '1 minute' end
from account;

-- Paused by a person, and disconnected with its history kept.
update user_connections set paused = true, next_sync_at = null, fence = fence + 1 where label = 'ed25519';
update user_connections set deleted_at = now() - interval '1 day', next_sync_at = null where label = 'twin-one';

insert into assets (id, source, symbol, name)
select gen_random_uuid(), source, symbol, coalesce(name, symbol)
from (values
    ('binance', 'ADA', 'Cardano'), ('binance', 'AXS', 'Axie Infinity'), ('binance', 'BAKE', 'BakeryToken'),
    ('binance', 'BCC', null), ('binance', 'BCH', 'Bitcoin Cash'), ('binance', 'BNB', 'BNB'),
    ('binance', 'BTC', 'Bitcoin'), ('binance', 'BTTC', 'BitTorrent'), ('binance', 'DOGE', 'Dogecoin'),
    ('binance', 'DOT', 'Polkadot'), ('binance', 'EGLD', 'MultiversX'), ('binance', 'ERD', 'Elrond (old)'),
    ('binance', 'ETH', 'Ethereum'), ('binance', 'EUR', 'Euro'), ('binance', 'FTM', 'Fantom'),
    ('binance', 'GAL', 'Galxe'), ('binance', 'LDO', 'Lido DAO Token'), ('binance', 'LEND', 'Aave (old)'),
    ('binance', 'LINK', 'ChainLink'), ('binance', 'MATIC', 'Polygon'),
    ('binance', 'MOONQ', 'Delisted without a market'), ('binance', 'POL', 'POL (ex-MATIC)'),
    ('binance', 'RENDER', 'Render'), ('binance', 'RNDR', 'Render Token'),
    ('binance', 'RUNEB', 'Airdrop without a market'), ('binance', 'S', 'Sonic'), ('binance', 'SHIB', 'SHIBA INU'),
    ('binance', 'SOL', 'Solana'), ('binance', 'TRX', 'TRON'), ('binance', 'USDC', 'USD Coin'),
    ('binance', 'USDT', 'TetherUS'), ('binance', 'XMR', 'Monero'), ('binance', 'XRP', 'XRP'),
    ('okx', 'ADA', 'Cardano'), ('okx', 'BTC', 'Bitcoin'), ('okx', 'DOGE', 'Dogecoin'),
    ('okx', 'EQONE', 'Equilo (valued by OKX and traded nowhere)'), ('okx', 'ETH', 'Ethereum'),
    ('okx', 'HALTE', 'Haltec (suspended)'), ('okx', 'LINK', 'ChainLink'), ('okx', 'MATIC', 'Polygon'),
    ('okx', 'NOPRC', 'Noprice (no price anywhere)'), ('okx', 'OKB', 'OKB'), ('okx', 'POL', 'POL (ex-MATIC)'),
    ('okx', 'SOL', 'Solana'), ('okx', 'SOONR', 'Soonar (not traded yet)'), ('okx', 'TRX', 'TRON'),
    ('okx', 'USDC', 'USD Coin'), ('okx', 'USDT', 'Tether'), ('okx', 'XRP', 'XRP')) as listed (source, symbol, name);

insert into balances (
    connection_id, wallet, asset_id, user_id, quantity, price_usd, value_usd, price_source, dust, stale_since,
    from_receipt)
select account.id, wallet, assets.id, @user, quantity, price, quantity * price, price_source, kind = 'dust',
    case when kind in ('stale', 'receipt') then now() - interval '3 hours' end, kind = 'receipt'
from (values
    ('everyday', 'spot', 'ADA', 1500.00000000, 0.62130000, 'ADAUSDT', ''),
    ('everyday', 'spot', 'BNB', 12.50000000, 591.37000000, 'BNBUSDT', ''),
    ('everyday', 'spot', 'BTC', 0.47130000, 84800.01000000, 'BTCUSDT', ''),
    ('everyday', 'spot', 'ETH', 3.18000000, 1595.90000000, 'ETHUSDT', ''),
    ('everyday', 'spot', 'LINK', 88.50000000, 12.73000000, 'LINKUSDT', ''),
    ('everyday', 'spot', 'SHIB', 9000000.00000000, 0.00001213, 'SHIBUSDT', ''),
    ('everyday', 'spot', 'SOL', 41.70000000, 136.42000000, 'SOLUSDT', ''),
    ('everyday', 'spot', 'TRX', 0.50000000, 0.24470000, 'TRXUSDT', 'dust'),
    ('everyday', 'spot', 'USDT', 2550.12345678, 1, 'USDT=USD', ''),
    ('everywhere', 'earn_flexible', 'BTC', 0.30000000, 84800.01000000, 'BTCUSDT', 'stale'),
    ('everywhere', 'earn_flexible', 'SHIB', 25000000.00000000, 0.00001213, 'SHIBUSDT', 'stale'),
    ('everywhere', 'earn_flexible', 'SOL', 12.25000000, 136.42000000, 'SOLUSDT', 'stale'),
    ('everywhere', 'earn_flexible', 'USDT', 5000.00000000, 1, 'USDT=USD', 'stale'),
    ('everywhere', 'earn_locked', 'AXS', 122.09202928, 2.24100000, 'AXSUSDT', ''),
    ('everywhere', 'earn_locked', 'BNB', 4.00000000, 591.37000000, 'BNBUSDT', ''),
    ('everywhere', 'earn_locked', 'DOT', 200.00000000, 3.74200000, 'DOTUSDT', ''),
    ('everywhere', 'funding', 'BTC', 0.02, 84800.01000000, 'BTCUSDT', ''),
    ('everywhere', 'funding', 'EUR', 150, 1.13630000, 'EURUSDT', ''),
    ('everywhere', 'funding', 'USDT', 320, 1, 'USDT=USD', ''),
    ('everywhere', 'spot', 'BTC', 0.11000000, 84800.01000000, 'BTCUSDT', ''),
    ('everywhere', 'spot', 'ETH', 1.40000000, 1595.90000000, 'ETHUSDT', ''),
    ('everywhere', 'spot', 'LDO', 250.00000000, 0.70520000, 'LDOUSDT', ''),
    ('everywhere', 'spot', 'USDT', 812.50000000, 1, 'USDT=USD', ''),
    ('dust', 'spot', 'BTTC', 900.00000000, 0.00000062, 'BTTCUSDT', 'dust'),
    ('dust', 'spot', 'DOGE', 1.50000000, 0.15642000, 'DOGEUSDT', 'dust'),
    ('dust', 'spot', 'SHIB', 2000.00000000, 0.00001213, 'SHIBUSDT', 'dust'),
    ('dust', 'spot', 'XRP', 0.00000001, 2.08410000, 'XRPUSDT', 'dust'),
    ('unpriced', 'spot', 'BTC', 0.01000000, 84800.01000000, 'BTCUSDT', ''),
    ('unpriced', 'spot', 'GAL', 40.00000000, null, null, ''),
    ('unpriced', 'spot', 'LEND', 12.00000000, null, null, ''),
    ('unpriced', 'spot', 'MOONQ', 77.00000000, null, null, ''),
    ('unpriced', 'spot', 'RUNEB', 1000.00000000, null, null, ''),
    ('unpriced', 'spot', 'XMR', 3.50000000, null, null, ''),
    ('renamed', 'spot', 'BCH', 2.00000000, 336.90000000, 'BCHUSDT', ''),
    ('renamed', 'spot', 'ERD', 1000.00000000, null, null, ''),
    ('renamed', 'spot', 'POL', 600.00000000, 0.19040000, 'POLUSDT', ''),
    ('renamed', 'spot', 'RENDER', 35.00000000, 3.98200000, 'RENDERUSDT', ''),
    ('renamed', 'spot', 'S', 800.00000000, 0.46840000, 'SUSDT', ''),
    ('receipts', 'earn_flexible', 'BAKE', 3000.00000000, 0.10430000, 'BAKEUSDT', 'receipt'),
    ('receipts', 'earn_flexible', 'EGLD', 12.00000000, 13.98000000, 'EGLDUSDT', 'receipt'),
    ('receipts', 'earn_flexible', 'LDO', 50.00000000, 0.70520000, 'LDOUSDT', 'receipt'),
    ('receipts', 'earn_flexible', 'SHIB', 25000000.00000000, 0.00001213, 'SHIBUSDT', 'receipt'),
    ('receipts', 'earn_flexible', 'USDT', 750.00000000, 1, 'USDT=USD', 'receipt'),
    ('receipts', 'spot', 'BTC', 0.05000000, 84800.01000000, 'BTCUSDT', ''),
    ('receipts', 'spot', 'LDO', 100.00000000, 0.70520000, 'LDOUSDT', ''),
    ('trader', 'spot', 'BTC', 0.20000000, 84800.01000000, 'BTCUSDT', ''),
    ('trader', 'spot', 'USDT', 1000.00000000, 1, 'USDT=USD', ''),
    ('ed25519', 'spot', 'BTC', 0.10000000, 84800.01000000, 'BTCUSDT', ''),
    ('ed25519', 'spot', 'ETH', 2.00000000, 1595.90000000, 'ETHUSDT', ''),
    ('okx-everyday', 'trading', 'BTC', 0.2334, 84740.69, 'BTC-USD', ''),
    ('okx-everyday', 'trading', 'DOGE', 5200, 0.156311, 'DOGE-USD', ''),
    ('okx-everyday', 'trading', 'ETH', 2.75, 1594.78, 'ETH-USD', ''),
    ('okx-everyday', 'trading', 'OKB', 22, 48.2762, 'OKB-USD', ''),
    ('okx-everyday', 'trading', 'SOL', 18.4, 136.325, 'SOL-USD', ''),
    ('okx-everyday', 'trading', 'TRX', 0.7, 0.244529, 'TRX-USD', 'dust'),
    ('okx-everyday', 'trading', 'USDT', 1896.05512345, 0.9993, 'USDT-USD', ''),
    ('okx-everyday', 'trading', 'XRP', 940, 2.08264, 'XRP-USD', ''),
    ('okx-everywhere', 'earn_flexible', 'ADA', 1250, 0.620865, 'ADA-USD', ''),
    ('okx-everywhere', 'earn_flexible', 'ETH', 0.8, 1594.78, 'ETH-USD', ''),
    ('okx-everywhere', 'earn_flexible', 'USDT', 3500.0010737388791526, 0.9993, 'USDT-USD', ''),
    ('okx-everywhere', 'funding', 'BTC', 0.03, 84740.69, 'BTC-USD', ''),
    ('okx-everywhere', 'funding', 'LINK', 40.25, 12.7211, 'LINK-USD', ''),
    ('okx-everywhere', 'funding', 'SOL', 6.5, 136.325, 'SOL-USD', ''),
    ('okx-everywhere', 'funding', 'USDT', 435, 0.9993, 'USDT-USD', ''),
    ('okx-everywhere', 'trading', 'BTC', 0.15, 84740.69, 'BTC-USD', ''),
    ('okx-everywhere', 'trading', 'ETH', 1.1, 1594.78, 'ETH-USD', ''),
    ('okx-everywhere', 'trading', 'USDT', 640.25, 0.9993, 'USDT-USD', ''),
    ('okx-renamed', 'trading', 'POL', 600, 0.190267, 'POL-USD', ''),
    ('okx-borrower', 'trading', 'BTC', 0.9, 84740.69, 'BTC-USD', ''),
    ('okx-borrower', 'trading', 'ETH', 1, 1594.78, 'ETH-USD', ''),
    ('okx-borrower', 'trading', 'USDT', -12500.75, 0.9993, 'USDT-USD', ''),
    -- Whole equity, as it was booked then: coins, and what open positions had gained or lost.
    ('okx-positions', 'trading', 'BTC', 0.0496, 84740.69, 'BTC-USD', ''),
    ('okx-positions', 'trading', 'ETH', 1.2, 1594.78, 'ETH-USD', ''),
    ('okx-positions', 'trading', 'USDC', 42.5, 0.9998, 'USDC-USD', ''),
    ('okx-positions', 'trading', 'USDT', 1012.5, 0.9993, 'USDT-USD', ''),
    ('okx-unpriced', 'funding', 'EQONE', 20, 1.369041, 'OKX eqUsd', ''),
    ('okx-unpriced', 'funding', 'NOPRC', 3, null, null, ''),
    ('okx-unpriced', 'trading', 'BTC', 0.01, 84740.69, 'BTC-USD', ''),
    ('okx-unpriced', 'trading', 'EQONE', 150, 1.369041, 'OKX eqUsd', ''),
    ('okx-unpriced', 'trading', 'HALTE', 12, null, null, ''),
    ('okx-unpriced', 'trading', 'NOPRC', 77, null, null, ''),
    ('okx-unpriced', 'trading', 'SOONR', 500, null, null, '')
) as held (label, wallet, symbol, quantity, price, price_source, kind)
join account using (label)
join assets on assets.source = account.exchange and assets.symbol = held.symbol;

-- Three runs of each that was ever read, and the failures of the others. Run n is of the day n.
create temp table run as
select pg_temp.uuid_at(now() - make_interval(days => 8 - day)) as id, account.id as connection_id, label, day,
    now() - make_interval(days => 8 - day) as at,
    case when outcome in ('failed', 'refused') and account_id is null then 'failed'
        when day = 3 and outcome = 'partial' then 'partial' else 'succeeded' end as outcome,
    error_kind, error_code, error_detail, exchange
from account, generate_series(1, 3) day;

insert into sync_runs (
    id, user_id, connection_id, trigger, outcome, started_at, finished_at, assets_synced, dust_skipped, unpriced,
    total_usd, error_kind, error_code, error_detail, wallets, coverage)
select run.id, @user, run.connection_id, case day when 1 then 'created' when 2 then 'manual' else 'scheduled' end,
    run.outcome, at, at + interval '2 seconds', count(distinct asset_id) filter (where not dust),
    count(distinct asset_id) filter (where dust),
    count(distinct asset_id) filter (where price_usd is null and asset_id is not null),
    case when run.outcome <> 'failed' then coalesce(sum(value_usd) filter (where not dust), 0) end,
    case when run.outcome <> 'succeeded' then error_kind end, case when run.outcome <> 'succeeded' then error_code end,
    case when run.outcome <> 'succeeded' then error_detail end,
    case when run.outcome = 'failed' then '[]'::jsonb else (
        select jsonb_agg(jsonb_build_object(
            'wallet', wallet,
            'outcome', case when run.outcome = 'partial' and wallet = error_detail then 'unavailable' else 'ok' end,
            'errorKind', case when run.outcome = 'partial' and wallet = error_detail then error_kind end,
            'errorCode', case when run.outcome = 'partial' and wallet = error_detail then error_code end))
        from unnest(case exchange when 'okx' then array['trading', 'funding', 'earn_flexible']
            else array['spot', 'funding', 'earn_flexible', 'earn_locked'] end) as wallet) end,
    case when run.outcome <> 'failed'
        then '{"share": "1", "outside": [], "accountUsd": "1080.14", "coveredUsd": "1080.14"}'::jsonb end
from run
left join balances on balances.connection_id = run.connection_id
group by run.id, run.connection_id, label, day, at, run.outcome, error_kind, error_code, error_detail, exchange;

-- A run that a pause has overtaken.
insert into sync_runs (id, user_id, connection_id, trigger, outcome, started_at, finished_at)
select pg_temp.uuid_at(now() - interval '4 days'), @user, id, 'manual', 'superseded', now() - interval '4 days',
    now() - interval '4 days'
from account where label = 'ed25519';

-- The ledger: what came and went before, then what brings each asset to what is held of it now.
insert into transactions (
    id, user_id, portfolio_id, connection_id, asset_id, run_id, quantity, delta, reason, occurred_at)
select gen_random_uuid(), @user, connection.portfolio_id, connection.id, assets.id, run.id, quantity, delta, reason,
    run.at
from (values
    -- Bought, sold in part, sold out, and bought again.
    (1, 'everyday', 1, 'BTC', 0.5, 0.5, null),
    (2, 'everyday', 1, 'XRP', 300, 300, null),
    (3, 'everyday', 2, 'BTC', 0.25, -0.25, null),
    (4, 'everyday', 2, 'XRP', 0, -300, 'gone'),
    (5, 'everyday', 1, 'DOGE', 20, 20, null),
    (6, 'everyday', 2, 'DOGE', 0, -20, 'dust'),
    -- MATIC 500, under whose new name the series went on, and POL 100 that came later.
    (7, 'renamed', 1, 'POL', 500, 500, null),
    -- Both names had a series: the old one closed, and the new one took the sum.
    (8, 'renamed', 1, 'BCC', 1, 1, null),
    (9, 'renamed', 1, 'BCH', 1, 1, null),
    (10, 'renamed', 2, 'BCC', 0, -1, 'gone'),
    (11, 'renamed', 2, 'BCH', 2, 1, null),
    (12, 'okx-renamed', 1, 'POL', 500, 500, null),
    (13, 'okx-everyday', 1, 'USDT', 1800.05512345, 1800.05512345, null),
    (14, 'twin-one', 1, 'BTC', 0.75, 0.75, null),
    (15, 'twin-one', 1, 'ETH', 4, 4, null),
    (16, 'twin-one', 1, 'USDC', 900, 900, null)
) as booked (place, label, day, symbol, quantity, delta, reason)
join user_connections connection using (label)
join run on run.connection_id = connection.id and run.day = booked.day
join assets on assets.source = connection.exchange and assets.symbol = booked.symbol
order by place;

insert into transactions (id, user_id, portfolio_id, connection_id, asset_id, run_id, quantity, delta, occurred_at)
select gen_random_uuid(), @user, connection.portfolio_id, connection.id, held.asset_id, run.id, held.quantity,
    held.quantity - coalesce(before.quantity, 0), run.at
from (
    select connection_id, asset_id, sum(quantity) as quantity
    from balances
    where not dust
    group by connection_id, asset_id
) as held
join user_connections connection on connection.id = held.connection_id
join run on run.connection_id = connection.id and run.day = 3
left join lateral (
    select quantity from transactions
    where connection_id = held.connection_id and asset_id = held.asset_id
    order by position desc limit 1
) before on true
where held.quantity <> coalesce(before.quantity, 0);

insert into transactions (id, user_id, portfolio_id, connection_id, asset_id, quantity, delta, reason, occurred_at)
select gen_random_uuid(), user_id, portfolio_id, connection_id, asset_id, 0, -quantity, 'disconnected',
    now() - interval '1 day'
from transactions
where connection_id = (select id from account where label = 'twin-one');

insert into portfolio_values (portfolio_id, day, user_id, value_usd, taken_at)
select portfolios.id, current_date - n, @user, 1000 * n, now() - make_interval(days => n)
from portfolios, generate_series(1, 5) n;

insert into audit_events (id, user_id, connection_id, event, detail, occurred_at)
select gen_random_uuid(), @user, id, event, null, now() - interval '8 days'
from account
cross join unnest(case label
    when 'trader' then array['connected', 'secret_destroyed']
    when 'twin-one' then array['connected', 'disconnected_kept']
    when 'everyday' then array['connected', 'credentials_replaced']
    else array['connected'] end) as event;

-- An answer that is still repeated, one that has not come yet, and what was removed as a second key of an account.
insert into idempotency_keys (user_id, key, body_hmac, connection_id, status, answer, created_at)
select @user, 'connect-everyday', @body_hmac, id, 201,
    jsonb_build_object(
        'Location', '/api/v1/connections/' || id, 'RetryAfter', null, 'Body',
        jsonb_build_object(
            'success', true, 'data', jsonb_build_object('id', id, 'label', label), 'error', null, 'meta',
            jsonb_build_object('nextCursor', null, 'assetsSync', jsonb_build_object('assetsSynced', 8)))::text)::text,
    now() - interval '1 hour'
from account where label = 'everyday';

insert into idempotency_keys (user_id, key, body_hmac, created_at)
values (@user, 'connect-another', @body_hmac, now() - interval '1 second');

insert into audit_events (id, user_id, connection_id, event, detail, occurred_at)
select gen_random_uuid(), @user, gen_random_uuid(), 'duplicate_account_removed', id::text, now() - interval '2 days'
from account where label = 'everyday';

insert into learned_addresses (exchange, address, learned_at) values ('okx', '203.0.113.9', now() - interval '1 day');

-- The sweep as that version's workers have scheduled it.
insert into qrtz_job_details (
    sched_name, job_name, job_group, job_class_name, is_durable, is_nonconcurrent, is_update_data, requests_recovery)
values ('QuartzScheduler', 'ask-for-due-connections', 'DEFAULT',
    'Portfolio.Worker.Schedule.AskForDueConnectionsJob, Portfolio.Worker', false, true, false, false);

insert into qrtz_triggers (
    sched_name, trigger_name, trigger_group, job_name, job_group, next_fire_time, priority, trigger_state,
    trigger_type, start_time, misfire_instr)
values ('QuartzScheduler', 'ask-for-due-connections', 'DEFAULT', 'ask-for-due-connections', 'DEFAULT',
    639000000000000000, 5, 'WAITING', 'SIMPLE', 621355968000000000, 4);

insert into qrtz_simple_triggers (
    sched_name, trigger_name, trigger_group, repeat_count, repeat_interval, times_triggered)
values ('QuartzScheduler', 'ask-for-due-connections', 'DEFAULT', -1, 5000, 1000);

drop table run;
drop table account;

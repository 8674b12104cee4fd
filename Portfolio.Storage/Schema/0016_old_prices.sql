-- When the price of a balance was true, where that was before its newest reading: the last price of an asset that has
-- none now. Null: the price is as old as the reading.
alter table balances add column priced_at timestamptz;
alter table balances add constraint only_a_price_is_old check (priced_at is null or price_usd is not null);

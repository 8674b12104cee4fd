-- The price of the asset at which a row was booked, so that the row's value stays the same when past prices are thinned
-- out. Null: the asset had none, or an earlier release wrote the row; then the price kept of that time counts.
alter table transactions add column price_usd numeric;
alter table transactions add constraint booked_price_is_above_zero check (price_usd > 0) not valid;

-- How much of a position its receipt in another wallet said when both were last read; null: they never were, or the
-- position was stored before this column. A change of the receipt is then a change of the position.
alter table balances add column receipt_quantity numeric;
alter table balances add constraint a_receipt_is_not_negative check (receipt_quantity >= 0);

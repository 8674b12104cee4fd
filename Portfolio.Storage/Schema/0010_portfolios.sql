-- A person renames portfolios, and deletes those that nothing syncs into any more. The ledger stays append-only for
-- both logins: what is left of it there belongs to disconnected connections, and goes with their rows.
grant update (name), delete on portfolios to portfolio_api;

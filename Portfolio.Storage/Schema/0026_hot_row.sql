-- A request and a claim change no column of an index, so that PostgreSQL writes the new row beside the old one and
-- touches no index (heap-only tuples). Room for that is left on each page.
drop index connections_by_request;
drop index connections_by_lease;
-- The constraint connection_belongs_to_one_user has the same columns.
drop index connections_by_user;

alter table user_connections set (fillfactor = 60);

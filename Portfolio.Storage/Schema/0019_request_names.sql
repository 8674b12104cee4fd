-- The names of the field for what a connection's pending request is: who or what triggered it, and when the sweep may
-- repeat it.
alter table user_connections rename column asked_until to request_expires_at;
alter table user_connections rename column asked_trigger to request_trigger;
alter table user_connections rename column resync_asked_at to resync_requested_at;
alter table user_connections rename constraint trouble_has_a_kind to failure_has_a_kind;
alter index connections_by_ask rename to connections_by_request;
alter policy the_sweep_asks on user_connections rename to the_sweep_requests;

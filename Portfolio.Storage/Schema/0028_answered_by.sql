-- A request with an idempotency key says by when it is answered at the latest, so that one whose process died can be
-- repeated as soon as that. Null: of a release that did not say so.
alter table idempotency_keys add column answered_by timestamptz;

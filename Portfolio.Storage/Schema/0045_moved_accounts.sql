-- An account can be moved to another portfolio, with its whole ledger. Each move is kept for the charts of both.
create table account_moves (
    id             uuid primary key,
    user_id        uuid not null,
    connection_id  uuid not null,
    -- Null: that portfolio was deleted since.
    from_portfolio uuid,
    into_portfolio uuid,
    moved_at       timestamptz not null,
    constraint move_is_of_the_users_connection foreign key (user_id, connection_id)
        references user_connections (user_id, id) on delete cascade,
    constraint move_came_from_a_portfolio foreign key (from_portfolio) references portfolios on delete set null,
    constraint move_went_into_a_portfolio foreign key (into_portfolio) references portfolios on delete set null
);
create index account_moves_by_connection on account_moves (user_id, connection_id);
create index account_moves_by_origin on account_moves (from_portfolio);
create index account_moves_by_target on account_moves (into_portfolio);

alter table account_moves enable row level security;
create policy one_user on account_moves to portfolio_api using (user_id = app_user());
grant select on account_moves to portfolio_api;

-- With the owner's rights, because no login changes a row of the ledger. Only the portfolio of the rows changes: their
-- amounts, ids and order stay. A sync that ends meanwhile waits for the connection's row, and books into the new
-- portfolio.
create function move_account(moved uuid, target uuid, move_id uuid, moved_at timestamptz) returns text
    language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    origin uuid;
begin
    perform pg_advisory_xact_lock(hashtextextended(app_user()::text, 0));
    select c.portfolio_id into origin from user_connections c where c.id = moved and c.user_id = app_user();
    if not found then
        return 'missing';
    end if;

    -- Not "for update": a sync that holds the connection's row still books into the portfolio, by a foreign key.
    perform from portfolios p
    where p.user_id = app_user() and p.id in (origin, target)
    order by p.id
    for no key update;
    if not exists (select from portfolios p where p.id = target and p.user_id = app_user()) then
        return 'no_portfolio';
    end if;

    -- Its first sync may have chosen a portfolio since.
    select c.portfolio_id into origin from user_connections c where c.id = moved for update;
    if origin = target then
        return 'moved';
    end if;

    update user_connections set portfolio_id = target where id = moved;
    update transactions set portfolio_id = target where connection_id = moved;
    if origin is not null then
        insert into account_moves values (move_id, app_user(), moved, origin, target, moved_at);
    end if;
    return 'moved';
end
$$;
revoke execute on function move_account(uuid, uuid, uuid, timestamptz) from public;
grant execute on function move_account(uuid, uuid, uuid, timestamptz) to portfolio_api;

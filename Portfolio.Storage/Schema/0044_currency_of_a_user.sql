-- In which a user's pages show values. Everything is stored in USD.
alter table users add column currency text not null default 'USD'
    constraint currency_is_a_code check (currency ~ '^[A-Z]{3,5}$');
grant update (currency) on users to portfolio_api;

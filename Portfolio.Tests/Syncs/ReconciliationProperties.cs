using CsCheck;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Syncs;

/// <summary>Properties of every sequence of readings, not only of hand-written ones.</summary>
public sealed class ReconciliationProperties
{
    private static readonly string[] Wallets = [WalletNames.Spot, WalletNames.Funding, WalletNames.EarnFlexible];
    private static readonly string[] Symbols = ["BTC", "ETH", "USDT", "NOPRICE"];

    private static readonly Gen<(string Symbol, decimal Quantity)[]> Balances =
        Gen.Select(Gen.Int[0, Symbols.Length - 1].Select(index => Symbols[index]), Gen.Int[1, 5_000_000])
            .Select((symbol, units) => (Symbol: symbol, Quantity: units / 100_000m))
            .Array[0, 4]
            .Select(rows => rows.DistinctBy(row => row.Symbol).ToArray());

    /// <summary>The balances of each wallet; null: it could not be read.</summary>
    private static readonly Gen<(string Symbol, decimal Quantity)[]?[]> Reading =
        Gen.Frequency(
            (3, Balances.Select(rows => ((string, decimal)[]?)rows)), (1, Gen.Const(((string, decimal)[]?)null)))
            .Array[Wallets.Length];

    private static readonly Gen<(string Symbol, decimal Quantity)[]?[][]> Readings = Reading.Array[1, 8];

    [Fact]
    public void A_holding_is_the_sum_of_the_last_reading_of_each_wallet_however_many_failed() =>
        Readings.Sample(readings =>
        {
            var account = new Account();
            var said = Wallets.ToDictionary(wallet => wallet, _ => Array.Empty<(string Symbol, decimal Quantity)>());
            foreach (var reading in readings)
            {
                account.Read(Listed(reading));
                foreach (var (wallet, rows) in Wallets.Zip(reading))
                    said[wallet] = rows ?? said[wallet];
            }

            foreach (var symbol in Symbols)
            {
                var sum = said.Values.SelectMany(rows => rows).Where(
                    row => row.Symbol == symbol).Sum(row => row.Quantity);
                var stored = account.Stored.Where(balance => balance.Symbol == symbol).Sum(balance => balance.Quantity);
                Assert.Equal(sum, stored);
                Assert.Contains(account.Ledger.GetValueOrDefault(symbol), (decimal[])[sum, 0m]);
                if (sum * account.Prices.GetValueOrDefault(symbol) >= 1m)
                    Assert.Equal(sum, account.Ledger[symbol]);
            }
        });

    [Fact]
    public void The_ledger_equals_the_stored_balances_after_every_reading() =>
        Readings.Sample(readings =>
        {
            var account = new Account();
            foreach (var reading in readings)
            {
                account.Read(Listed(reading));
                foreach (var symbol in Symbols)
                {
                    Assert.Equal(
                        account.Stored.Where(row => row.Symbol == symbol && !row.Dust).Sum(row => row.Quantity),
                        account.Ledger.GetValueOrDefault(symbol));
                }
            }
        });

    [Fact]
    public void Readings_that_arrive_twice_book_their_changes_once() =>
        Readings.Sample(readings =>
        {
            var (once, twice) = (new Account(), new Account());
            foreach (var reading in readings)
            {
                once.Read(Listed(reading));
                twice.Read(Listed(reading));
                twice.Read(Listed(reading));
            }

            Assert.Equal(once.Booked, twice.Booked);
        });

    [Fact]
    public void The_ledger_is_the_same_with_and_without_open_positions() =>
        Gen.Select(Gen.Int[0, 50].Select(coins => coins * 20m), Gen.Int[-90_000, 90_000].Select(units => units / 100m))
            .Array[1, 10]
            .Sample(readings =>
            {
                var (coins, positions) = (new Account(), new Account());
                foreach (var (quantity, profit) in readings)
                {
                    coins.Read(Account.Positions(WalletNames.Trading, ("USDT", quantity, 0m)));
                    var read = positions.Read(Account.Positions(WalletNames.Trading, ("USDT", quantity, profit)));
                    if (quantity > 0)
                        Assert.Equal(quantity + profit, read.TotalUsd);
                }

                Assert.Equal(coins.Booked, positions.Booked);
            });

    [Fact]
    public void The_order_of_wallets_and_of_rows_does_not_matter() =>
        Readings.Sample(readings =>
        {
            var (account, reversed) = (new Account(), new Account());
            foreach (var reading in readings)
            {
                account.Read(Listed(reading));
                reversed.Read([.. Listed(reading).Reverse().Select(
                    wallet => wallet with { Balances = [.. wallet.Balances.Reverse()] })]);
            }

            Assert.Equal(account.Ledger.OrderBy(row => row.Key), reversed.Ledger.OrderBy(row => row.Key));
            Assert.Equal(
                account.Stored.OrderBy(row => (row.Wallet, row.Symbol)), reversed.Stored.OrderBy(
                    row => (row.Wallet, row.Symbol)));
        });

    [Fact]
    public void Reading_the_same_again_changes_nothing() =>
        Readings.Sample(readings =>
        {
            var account = new Account();
            foreach (var reading in readings)
                account.Read(Listed(reading));

            var again = account.Read(Listed(readings[^1]));

            Assert.Empty(again.Changes);
            Assert.Empty(again.ChangedBalances);
            Assert.Empty(again.RemovedBalances);
        });

    [Fact]
    public void One_move_at_a_time_is_booked_exactly_though_positions_cannot_be_read_and_totals_are_missing() =>
        EarnStep.Steps.Sample(steps =>
        {
            var (truth, account) = (new TrueAccount(), new Account());
            truth.Sync(account, EarnStep.AllRead);
            foreach (var step in steps)
            {
                truth.Move(step);
                truth.Sync(account, EarnStep.AllRead with { Flexible = step.Flexible, Total = step.Total });

                Assert.Equal(truth.Held, Held(account));
                Assert.Equal(truth.Held, account.Ledger.Where(row => row.Value is not 0).OrderBy(row => row.Key));
            }
        });

    [Fact]
    public void Without_evidence_nothing_leaves_earn_and_only_gains_of_receipts_enter_it() =>
        EarnStep.Steps.Array[1, 8].Sample(rounds =>
        {
            var (truth, account) = (new TrueAccount(), new Account());
            truth.Sync(account, EarnStep.AllRead);
            foreach (var round in rounds)
            {
                foreach (var step in round)
                    truth.Move(step);
                var before = account.Stored;
                truth.Sync(account, round[0] with { Total = false });

                foreach (var symbol in TrueAccount.Symbols)
                    AssertBounded(symbol, before, account, truth, round[0]);
            }
        });

    [Fact]
    public void After_any_failure_a_complete_reading_restores_the_holdings_of_the_account() =>
        EarnStep.Steps.Array[1, 8].Sample(rounds =>
        {
            var (truth, account) = (new TrueAccount(), new Account());
            foreach (var round in rounds)
            {
                foreach (var step in round)
                    truth.Move(step);
                truth.Sync(account, round[0]);
                var booked = account.Booked.Count;
                truth.Sync(account, round[0]);
                Assert.Equal(booked, account.Booked.Count);
            }

            truth.Sync(account, EarnStep.AllRead);

            Assert.Equal(truth.Held, Held(account));
            Assert.Equal(truth.Held, account.Ledger.Where(row => row.Value is not 0).OrderBy(row => row.Key));
            Assert.All(account.Stored, row => Assert.Null(row.StaleSince));
        });

    /// <summary>How a flexible position may move in a run that has no total and could not read it.</summary>
    private static void AssertBounded(
        string symbol, IReadOnlyList<StoredBalance> before, Account account, TrueAccount truth, EarnStep read)
    {
        if (read.Flexible)
            return;

        var was = Flexible(before, symbol);
        var moved = (Flexible(account.Stored, symbol)?.Quantity ?? 0) - (was?.Quantity ?? 0);
        var seen = was is null ? 0 : was.ReceiptQuantity ?? was.Quantity;
        var elsewhere = Elsewhere(account.Stored, symbol) - Elsewhere(before, symbol);
        Assert.InRange(
            moved,
            read.Spot ? -Math.Max(0, elsewhere) : 0,
            read.Spot ? Math.Max(0, truth.Receipt(symbol) - seen) : 0);
    }

    private static decimal Elsewhere(IReadOnlyList<StoredBalance> rows, string symbol) => rows
        .Where(row => row.Symbol == symbol && row.Wallet is not WalletNames.EarnFlexible).Sum(row => row.Quantity);

    private static StoredBalance? Flexible(IReadOnlyList<StoredBalance> rows, string symbol) =>
        rows.SingleOrDefault(row => row.Symbol == symbol && row.Wallet is WalletNames.EarnFlexible);

    private static IEnumerable<KeyValuePair<string, decimal>> Held(Account account) => account.Stored
        .GroupBy(row => row.Symbol, row => row.Quantity)
        .Select(asset => KeyValuePair.Create(asset.Key, asset.Sum()))
        .OrderBy(asset => asset.Key);

    private static WalletReading[] Listed((string Symbol, decimal Quantity)[]?[] reading) =>
    [
        .. Wallets.Zip(reading, (wallet, rows) => rows is null ? Account.Missed(wallet) : Account.Wallet(wallet, rows)),
    ];
}

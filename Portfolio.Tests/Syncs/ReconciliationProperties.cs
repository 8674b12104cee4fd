using CsCheck;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Tests.Syncs;

/// <summary>What holds for every sequence of readings, not only for those somebody thought of.</summary>
public sealed class ReconciliationProperties
{
    private static readonly string[] Wallets = [WalletNames.Spot, WalletNames.Funding, WalletNames.EarnFlexible];
    private static readonly string[] Symbols = ["BTC", "ETH", "USDT", "NOPRICE"];

    private static readonly Gen<(string Symbol, decimal Quantity)[]> Balances =
        Gen.Select(Gen.Int[0, Symbols.Length - 1].Select(index => Symbols[index]), Gen.Int[1, 5_000_000])
            .Select((symbol, units) => (Symbol: symbol, Quantity: units / 100_000m))
            .Array[0, 4]
            .Select(rows => rows.DistinctBy(row => row.Symbol).ToArray());

    /// <summary>What each wallet holds; null: it could not be read.</summary>
    private static readonly Gen<(string Symbol, decimal Quantity)[]?[]> Reading =
        Gen.Frequency((3, Balances.Select(rows => ((string, decimal)[]?)rows)), (1, Gen.Const(((string, decimal)[]?)null)))
            .Array[Wallets.Length];

    private static readonly Gen<(string Symbol, decimal Quantity)[]?[][]> Readings = Reading.Array[1, 8];

    [Fact]
    public void A_holding_is_the_sum_of_what_each_wallet_last_said_however_many_readings_failed() =>
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
                var sum = said.Values.SelectMany(rows => rows).Where(row => row.Symbol == symbol).Sum(row => row.Quantity);
                var stored = account.Stored.Where(balance => balance.Symbol == symbol).Sum(balance => balance.Quantity);
                Assert.Equal(sum, stored);
                Assert.Contains(account.Ledger.GetValueOrDefault(symbol), (decimal[])[sum, 0m]);
                if (sum * account.Prices.GetValueOrDefault(symbol) >= 1m)
                    Assert.Equal(sum, account.Ledger[symbol]);
            }
        });

    [Fact]
    public void The_ledger_stands_after_every_reading_where_the_stored_balances_do() =>
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
    public void Readings_that_arrive_twice_book_what_they_book_once() =>
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
                reversed.Read([.. Listed(reading).Reverse().Select(wallet => wallet with { Balances = [.. wallet.Balances.Reverse()] })]);
            }

            Assert.Equal(account.Ledger.OrderBy(row => row.Key), reversed.Ledger.OrderBy(row => row.Key));
            Assert.Equal(
                account.Stored.OrderBy(row => (row.Wallet, row.Symbol)), reversed.Stored.OrderBy(row => (row.Wallet, row.Symbol)));
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

    private static WalletReading[] Listed((string Symbol, decimal Quantity)[]?[] reading) =>
    [
        .. Wallets.Zip(reading, (wallet, rows) => rows is null ? Account.Missed(wallet) : Account.Wallet(wallet, rows)),
    ];
}

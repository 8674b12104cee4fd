using Npgsql;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using static Portfolio.Tests.Exchanges.Binance.BinanceFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Binance;

/// <summary>The limits of a call are the exchange's: the time of our own database does not count.</summary>
public sealed class OwnTimeTests
{
    private static readonly TimeSpan LongerThanAnyLimit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_slow_database_is_no_slow_exchange()
    {
        await using var binance = await StartPatientBinanceAsync(Cancel);
        binance.Server.On(Account, Answer(OneBitcoin));
        var gate = new Gate(binance);

        var reading = binance.Exchange.ReadAccountAsync(Key, Cancel);
        await gate.UntilEnteredAsync();
        binance.Clock.Advance(LongerThanAnyLimit);
        gate.Open();

        Assert.Equal([new AssetQuantity("BTC", 1)], (await reading).Wallets[0].Balances);
    }

    [Fact]
    public async Task A_slow_database_takes_no_time_from_the_wallets_of_a_preview()
    {
        await using var binance = await StartPatientBinanceAsync(Cancel);
        binance.Server.On(Account, Answer(OneBitcoin));
        var key = new ExchangeKey(Key.Credentials)
        {
            WalletLimit = new WalletLimit(TimeSpan.FromSeconds(8), binance.Clock),
        };
        await binance.Exchange.ReadAccountAsync(Key, Cancel);
        var gate = new Gate(binance);

        var reading = binance.Exchange.ReadAccountAsync(key, Cancel);
        await gate.UntilEnteredAsync();
        binance.Clock.Advance(LongerThanAnyLimit);
        gate.Open();

        Assert.Equal(WalletOutcome.Ok, (await reading).Wallets[0].Outcome);
    }

    [Fact]
    public async Task The_exchange_has_the_whole_limit_after_a_slow_database()
    {
        await using var binance = await StartPatientBinanceAsync(Cancel);
        binance.Server.On(Account, Answer(OneBitcoin));
        await binance.Exchange.ReadAccountAsync(Key, Cancel);
        binance.Server.On(Account, NeverAnswer);
        var gate = new Gate(binance);

        var reading = binance.Exchange.ReadAccountAsync(Key, Cancel);
        await gate.UntilEnteredAsync();
        binance.Clock.Advance(LongerThanAnyLimit);
        gate.Open();
        await Servers.Eventually.TrueAsync(() =>
        {
            binance.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(reading.IsCompleted);
        });

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => reading);
        Assert.Equal(ErrorKinds.ExchangeUnavailable, failure.Kind);
        Assert.True(binance.Server.SeenAt(Account).Count > 2);
    }

    [Fact]
    public async Task A_failure_of_the_database_leaves_a_call_as_what_it_is_and_is_not_repeated_there()
    {
        await using var binance = await StartBinanceAsync(Cancel);
        var payments = 0;
        binance.Budget.Payment = _ =>
        {
            payments++;
            throw new NpgsqlException("no database", new TimeoutException());
        };

        await Assert.ThrowsAsync<NpgsqlException>(() => binance.Exchange.ReadPricesAsync(null, Cancel));

        Assert.InRange(payments, 1, 3);
        Assert.Empty(binance.Server.Seen);
    }

    /// <summary>Payments wait here until the test opens it.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Gate(BinanceFixture binance) => binance.Budget.Payment = ct =>
        {
            entered.TrySetResult();
            return open.Task.WaitAsync(ct);
        };

        public Task UntilEnteredAsync() => entered.Task.WaitAsync(Cancel);

        public void Open() => open.SetResult();
    }
}

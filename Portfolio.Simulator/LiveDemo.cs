using Microsoft.Extensions.Options;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Faults;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator;

/// <summary>
/// Moves the balances of three demo accounts now and then, a deposit here, a sale there, and the profit of a fourth one's
/// open positions all the time, and lets Binance fail for a fifth one for a while.
/// </summary>
internal sealed partial class LiveDemo(
    AccountBook accounts, ActiveFaults faults, TimeProvider time,
    IOptions<SimulatorOptions> options, ILogger<LiveDemo> logger)
    : BackgroundService
{
    public const string Unsteady = "unsteady";

    private const string WithPositions = "okx-positions";

    /// <summary>Of so many periods the exchange fails for the unsteady account in the last two.</summary>
    private const int Cycle = 6;

    private static readonly (string Name, string Wallet)[] Moved =
    [
        ("everyday", WalletKinds.Spot), ("everywhere", WalletKinds.Spot), ("okx-everyday", WalletKinds.Trading),
    ];

    private FixedRandom _random = new(7);
    private FixedRandom _prices = new(11);
    private ActiveFault? _trouble;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LiveDemoPeriod, time);
        try
        {
            for (var period = 1; await timer.WaitForNextTickAsync(stoppingToken); period = (period + 1) % Cycle)
            {
                Move();
                MovePrices();
                Shake(period);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The simulator is being stopped.
        }
    }

    private void Move()
    {
        var (name, wallet) = Moved[_random.Next(Moved.Length)];
        if (accounts.FindByName(name) is not { Account: var account })
            return;

        var rows = account.Wallet(wallet);
        var (asset, balance) = rows.ElementAt(_random.Next(rows.Count));
        var percent = 90 + _random.Next(22);
        var free = decimal.Round(balance.Free.Value * percent / 100, 8);
        account.Set(wallet, asset, balance with { Free = Quantity.From(free) });
        LogMoved(name, asset, free);
    }

    /// <summary>Gains and losses, now and then from the one to the other; no coin moves.</summary>
    private void MovePrices()
    {
        if (accounts.FindByName(WithPositions) is not { Account: var account })
            return;

        foreach (var (asset, balance) in account.Wallet(WalletKinds.Trading))
        {
            var percent = (70 + _prices.Next(64)) * (_prices.Next(4) is 0 ? -1 : 1);
            var profit = decimal.Round(balance.Positions.CrossProfit * percent / 100, 8);
            var positions = balance.Positions with { CrossProfit = profit };
            if (profit is not 0)
                account.Set(WalletKinds.Trading, asset, balance with { Positions = positions });
        }
    }

    private void Shake(int period)
    {
        if (period is Cycle - 2 && _trouble is null)
        {
            _trouble = faults.SwitchOn(new Fault { Kind = FaultKind.Status, Status = 503, Account = Unsteady });
            LogShaken(Unsteady);
        }
        else if (period is 0 && _trouble is { } trouble)
        {
            faults.Clear(trouble.Id);
            _trouble = null;
            LogSteadied(Unsteady);
        }
    }

    [LoggerMessage(LogLevel.Information, "Binance answers with 503 for {Account} from now on")]
    private partial void LogShaken(string account);

    [LoggerMessage(LogLevel.Information, "Binance answers again for {Account}")]
    private partial void LogSteadied(string account);

    [LoggerMessage(LogLevel.Information, "The free {Asset} of {Account} is now {Free}")]
    private partial void LogMoved(string account, string asset, decimal free);
}

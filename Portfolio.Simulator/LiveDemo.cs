using Microsoft.Extensions.Options;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator;

/// <summary>Moves the balances of three demo accounts now and then: a deposit here, a sale there.</summary>
internal sealed partial class LiveDemo(
    AccountBook accounts, TimeProvider time, IOptions<SimulatorOptions> options, ILogger<LiveDemo> logger)
    : BackgroundService
{
    private static readonly (string Name, string Wallet)[] Moved =
    [
        ("everyday", WalletKinds.Spot), ("everywhere", WalletKinds.Spot), ("okx-everyday", WalletKinds.Trading),
    ];

    private FixedRandom _random = new(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LiveDemoPeriod, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Move();
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

    [LoggerMessage(LogLevel.Information, "The free {Asset} of {Account} is now {Free}")]
    private partial void LogMoved(string account, string asset, decimal free);
}

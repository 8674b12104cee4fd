using Microsoft.Extensions.Options;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator;

/// <summary>Moves the balances of two demo accounts now and then: a deposit here, a sale there.</summary>
internal sealed partial class LiveDemo(
    AccountBook accounts, TimeProvider time, IOptions<SimulatorOptions> options, ILogger<LiveDemo> logger)
    : BackgroundService
{
    private static readonly string[] Names = ["everyday", "everywhere"];

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
        var name = Names[_random.Next(Names.Length)];
        if (accounts.FindByName(name) is not { Account: var account })
            return;

        var (asset, balance) = account.Wallet(WalletKinds.Spot).ElementAt(
            _random.Next(account.Wallet(WalletKinds.Spot).Count));
        var percent = 90 + _random.Next(22);
        var free = decimal.Round(balance.Free.Value * percent / 100, 8);
        account.Set(WalletKinds.Spot, asset, balance with { Free = Quantity.From(free) });
        LogMoved(name, asset, free);
    }

    [LoggerMessage(LogLevel.Information, "The free {Asset} of {Account} is now {Free}")]
    private partial void LogMoved(string account, string asset, decimal free);
}

using Microsoft.Extensions.Options;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Exchanges;
using Portfolio.Simulator.Faults;
using Portfolio.Simulator.Market;

namespace Portfolio.Simulator;

/// <summary>
/// Plays the exchanges' scripts: moves the balances of their demo accounts now and then, a deposit here, a sale there,
/// and the profit of open positions all the time, and lets an exchange fail for an account for a while.
/// </summary>
internal sealed partial class LiveDemo(
    SimulatedExchanges exchanges, AccountBook accounts, ActiveFaults faults, TimeProvider time,
    IOptions<SimulatorOptions> options, ILogger<LiveDemo> logger)
    : BackgroundService
{
    /// <summary>An exchange fails for its unsteady account in the last two of so many periods.</summary>
    private const int Cycle = 6;

    private readonly List<DemoWallet> _moving = [.. exchanges.All.SelectMany(exchange => exchange.LiveDemo.Moving)];
    private readonly List<DemoWallet> _withPositions =
        [.. exchanges.All.SelectMany(exchange => exchange.LiveDemo.WithPositions)];

    private readonly List<ISimulatedExchange> _unsteady =
        [.. exchanges.All.Where(exchange => exchange.LiveDemo.Unsteady is not null)];

    private readonly List<(string Exchange, ActiveFault Fault)> _outages = [];

    private FixedRandom _random = new(7);
    private FixedRandom _prices = new(11);

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
        if (_moving is [])
            return;

        var (name, wallet) = _moving[_random.Next(_moving.Count)];
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
        foreach (var (name, wallet) in _withPositions)
        {
            if (accounts.FindByName(name) is { Account: var account })
                MovePrices(account, wallet);
        }
    }

    private void MovePrices(SimulatedAccount account, Wallet wallet)
    {
        foreach (var (asset, balance) in account.Wallet(wallet))
        {
            var percent = (70 + _prices.Next(64)) * (_prices.Next(4) is 0 ? -1 : 1);
            var profit = decimal.Round(balance.Positions.CrossProfit * percent / 100, 8);
            var positions = balance.Positions with { CrossProfit = profit };
            if (profit is not 0)
                account.Set(wallet, asset, balance with { Positions = positions });
        }
    }

    private void Shake(int period)
    {
        if (period is Cycle - 2 && _outages is [])
            _outages.AddRange(_unsteady.Select(Fail));
        else if (period is 0)
            Recover();
    }

    private (string Exchange, ActiveFault Fault) Fail(ISimulatedExchange exchange)
    {
        var account = exchange.LiveDemo.Unsteady;
        LogFailing(exchange.Name, account);
        var fault = new Fault { Kind = FaultKind.Status, Status = 503, Account = account };
        return (exchange.Name, faults.SwitchOn(fault));
    }

    private void Recover()
    {
        foreach (var (exchange, active) in _outages)
        {
            faults.Clear(active.Id);
            LogRecovered(exchange, active.Fault.Account);
        }

        _outages.Clear();
    }

    [LoggerMessage(LogLevel.Information, "{Exchange} answers with 503 for {Account} from now on")]
    private partial void LogFailing(string exchange, string? account);

    [LoggerMessage(LogLevel.Information, "{Exchange} answers again for {Account}")]
    private partial void LogRecovered(string exchange, string? account);

    [LoggerMessage(LogLevel.Information, "The free {Asset} of {Account} is now {Free}")]
    private partial void LogMoved(string account, string asset, decimal free);
}

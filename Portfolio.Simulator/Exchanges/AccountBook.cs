using System.Collections.Concurrent;
using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Exchanges;

/// <summary>
/// Every account of every exchange: the demo accounts by name, and an unlimited number of numbered ones, which are
/// created when a request names one and take memory only after a change.
/// </summary>
internal sealed class AccountBook(SimulatedExchanges exchanges)
{
    private readonly SimulatedExchanges _exchanges = exchanges;
    private volatile State _state = new(exchanges);

    /// <summary>The demo accounts' keys, the best to show first.</summary>
    public IReadOnlyList<Credential> Demo => _state.Demo;

    public void Reset() => _state = new State(_exchanges);

    /// <summary>Null: no such key, or it was deleted.</summary>
    public Credential? FindByKey(ISimulatedExchange exchange, string apiKey)
    {
        var state = _state;
        var found = state.ByKey.GetValueOrDefault((exchange.Name, apiKey))
            ?? state.ChangedByKey.GetValueOrDefault((exchange.Name, apiKey))
            ?? exchange.NumberedAccounts.FindByKey(apiKey);
        return found is { Deleted: false } ? found : null;
    }

    /// <summary>For changing it: a numbered account found this way is kept from now on.</summary>
    public Credential? FindByName(string name)
    {
        var state = _state;
        if (state.Demo.FirstOrDefault(demo => demo.Name == name) is { } credential)
            return credential;

        return _exchanges.All.Select(exchange => exchange.NumberedAccounts.FindByName(name))
            .FirstOrDefault(numbered => numbered is not null) is { } found
                ? state.ChangedByKey.GetOrAdd((found.Exchange, found.ApiKey), found)
                : null;
    }

    /// <summary>The wallets of the account's exchange.</summary>
    public IReadOnlyList<Wallet> WalletsOf(Credential key) => _exchanges.Find(key.Exchange)?.Wallets ?? [];

    private sealed class State
    {
        /// <summary>How many accounts of each exchange come before the rest of any.</summary>
        private const int InFront = 2;

        public State(SimulatedExchanges exchanges)
        {
            Demo = [.. exchanges.All.SelectMany(Ranked).OrderBy(demo => demo.Rank).Select(demo => demo.Key)];
            ByKey = Demo.ToDictionary(key => (key.Exchange, key.ApiKey));
        }

        public IReadOnlyList<Credential> Demo { get; }

        public Dictionary<(string Exchange, string ApiKey), Credential> ByKey { get; }

        public ConcurrentDictionary<(string Exchange, string ApiKey), Credential> ChangedByKey { get; } = new();

        private static IEnumerable<(int Rank, Credential Key)> Ranked(ISimulatedExchange exchange) =>
            exchange.MakeDemoAccounts().Select((key, index) => (Math.Min(index, InFront), key));
    }
}

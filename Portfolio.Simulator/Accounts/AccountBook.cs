using System.Collections.Concurrent;
using Portfolio.Simulator.Okx.Accounts;

namespace Portfolio.Simulator.Accounts;

/// <summary>
/// Every account there is: the demo accounts by name, and endlessly many numbered ones that are made up when they are
/// asked for and take memory only after they were changed.
/// </summary>
internal sealed class AccountBook
{
    private volatile State _state = new();

    /// <summary>The demo accounts' keys, the most presentable first.</summary>
    public IReadOnlyList<Credential> Demo => _state.Demo;

    public void Reset() => _state = new State();

    /// <summary>Null: no such key, or it was deleted.</summary>
    public Credential? FindByKey(string exchange, string apiKey)
    {
        var state = _state;
        var found = state.ByKey.TryGetValue(apiKey, out var credential) ? credential
            : state.ChangedByKey.TryGetValue(apiKey, out var changed) ? changed
            : NumberedAccounts.FindByKey(apiKey) ?? OkxNumberedAccounts.FindByKey(apiKey);
        return found is { Deleted: false } && found.Exchange == exchange ? found : null;
    }

    /// <summary>For changing it: a numbered account found this way is kept from now on.</summary>
    public Credential? FindByName(string name)
    {
        var state = _state;
        if (state.Demo.FirstOrDefault(demo => demo.Name == name) is { } credential)
            return credential;

        return (NumberedAccounts.FindByName(name) ?? OkxNumberedAccounts.FindByName(name)) is { } numbered
            ? state.ChangedByKey.GetOrAdd(numbered.ApiKey, numbered)
            : null;
    }

    private sealed class State
    {
        public State() => ByKey = Demo.ToDictionary(credential => credential.ApiKey);

        public IReadOnlyList<Credential> Demo { get; } = [.. Listed()];

        /// <summary>Both exchanges are near the top.</summary>
        private static IEnumerable<Credential> Listed()
        {
            var okx = OkxAccounts.Make().ToList();
            var binance = DemoAccounts.Make().ToList();
            return [binance[0], okx[0], binance[1], okx[1], .. binance[2..], .. okx[2..]];
        }

        public Dictionary<string, Credential> ByKey { get; }

        public ConcurrentDictionary<string, Credential> ChangedByKey { get; } = new();
    }
}

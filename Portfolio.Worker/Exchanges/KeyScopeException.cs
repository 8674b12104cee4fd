namespace Portfolio.Worker.Exchanges;

/// <summary>The key works, but what it may do is not "read balances and nothing else".</summary>
/// <param name="kind"><c>permission_denied</c> or <c>excess_permissions</c>.</param>
internal sealed class KeyScopeException(string kind, KeyReading key, string message) : ExchangeException(kind, null, message)
{
    public KeyReading Key { get; } = key;
}

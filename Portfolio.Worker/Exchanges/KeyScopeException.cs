namespace Portfolio.Worker.Exchanges;

/// <summary>The key works, but what it may do is not "read balances and nothing else".</summary>
/// <param name="kind"><c>permission_denied</c> or <c>excess_permissions</c>.</param>
/// <param name="code">What the exchange refused with, where that led to asking what the key may do.</param>
internal sealed class KeyScopeException(string kind, KeyReading key, string message, string? code = null)
    : ExchangeException(kind, code, message)
{
    public KeyReading Key { get; } = key;

    /// <summary>"trade, withdraw": what it may do beside reading; null when that is nothing.</summary>
    public override string? Detail => Key.Excess.Count is 0 ? null : string.Join(", ", Key.Excess);
}

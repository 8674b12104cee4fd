namespace Portfolio.Worker.Exchanges;

/// <summary>The key works, but its rights are not "read balances and nothing else".</summary>
internal sealed class KeyScopeException : ExchangeException
{
    /// <param name="kind"><c>permission_denied</c> or <c>excess_permissions</c>.</param>
    /// <param name="code">
    /// The code of the refusal after which the rights of the key were read; null where there was none.
    /// </param>
    public KeyScopeException(string kind, KeyReading key, string message, string? code = null)
        : base(kind, code, message)
    {
        Key = key;
        Region = key.Region;
        // "trade, withdraw": its rights beside reading.
        Detail = key.Excess.Count is 0 ? null : string.Join(", ", key.Excess);
    }

    public KeyReading Key { get; }
}

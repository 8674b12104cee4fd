namespace Portfolio.Worker.Exchanges;

/// <summary>How long a person waits for each wallet of a preview; one that takes longer is shown as not read.</summary>
internal sealed record WalletLimit(TimeSpan Time, TimeProvider Clock);

/// <summary>
/// The time of one reading of all wallets, which begins now for each of them, since they are read side by side.
/// </summary>
internal sealed class WalletTime : IDisposable
{
    private readonly ExchangeTime? limit;

    private WalletTime(ExchangeKey key, CancellationToken ct)
    {
        limit = key.WalletLimit is { } wallets ? new ExchangeTime(wallets.Time, wallets.Clock, ct) : null;
        (Key, Token) = (key.Within(limit), limit?.Token ?? ct);
    }

    /// <summary>
    /// For the wallets alone. The caller's own limit bounds shared readings, and those that follow the wallets.
    /// </summary>
    public CancellationToken Token { get; }

    /// <summary>For the wallets alone: their calls stop this time while they wait for our database.</summary>
    public ExchangeKey Key { get; }

    public static WalletTime Begin(ExchangeKey key, CancellationToken ct) => new(key, ct);

    public void Dispose() => limit?.Dispose();
}

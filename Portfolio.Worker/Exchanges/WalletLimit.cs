namespace Portfolio.Worker.Exchanges;

/// <summary>How long a person waits for each wallet of a preview; one that takes longer is shown as not read.</summary>
internal sealed record WalletLimit(TimeSpan Time, TimeProvider Clock);

/// <summary>
/// The time of one reading of all wallets, which begins now for each of them, since they are read side by side.
/// </summary>
internal sealed class WalletTime : IDisposable
{
    private readonly CancellationTokenSource? limit;
    private readonly CancellationTokenSource either;

    private WalletTime(WalletLimit? limit, CancellationToken ct)
    {
        this.limit = limit is null ? null : new CancellationTokenSource(limit.Time, limit.Clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(ct, this.limit?.Token ?? CancellationToken.None);
    }

    /// <summary>
    /// For the wallets alone. The caller's own limit bounds shared readings, and those that follow the wallets.
    /// </summary>
    public CancellationToken Token => either.Token;

    public static WalletTime Begin(ExchangeKey key, CancellationToken ct) => new(key.WalletLimit, ct);

    public void Dispose()
    {
        either.Dispose();
        limit?.Dispose();
    }
}

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// Reads the value of an account as its exchange reports it. It is optional: a sync neither fails nor waits long for
/// it.
/// </summary>
internal sealed partial class ReportedTotal(string exchange, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <returns>Null when it could not be read.</returns>
    public async Task<AccountTotal?> ReadAsync(
        Func<CancellationToken, Task<AccountTotal>> read, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await read(either.Token);
        }
        catch (ExchangeException failure)
        {
            LogUnread(exchange, failure.Kind, failure.Code);
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            LogUnread(exchange, "timeout", null);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Information, "{Exchange}'s own total of an account could not be read ({Kind}, {Code})")]
    private partial void LogUnread(string exchange, string kind, string? code);
}

using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Lists;

/// <summary>
/// A public list of an exchange, read once for all callers and kept. While no newer one is available, or it is
/// rejected, the last good one serves.
/// </summary>
internal sealed partial class PublicList<T>(
    ListTerms terms, TimeProvider clock, ListMetrics metrics, ILogger logger) where T : class
{
    /// <summary>How long a newer list is waited for while the last good one can serve.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SingleFlightCache<State> state = new();

    // Only touched while a reading runs, one at a time.
    private readonly ListJudge judge = new();

    /// <summary>The last good one, however old; null before the first.</summary>
    public T? Latest => state.Latest?.Value;

    /// <param name="read">Not called while the list is fresh, or its last reading has just failed.</param>
    /// <remarks>Throws nothing but the caller's own cancellation: a failure comes with the list.</remarks>
    public Task<Listed<T>> GetAsync(Func<Task<ListReading<T>>> read, CancellationToken ct) =>
        GetAsync(_ => true, read, ct);

    /// <summary>A newer list than <paramref name="outdated"/>: read now, unless a reading has just failed.</summary>
    public Task<Listed<T>> GetNewerAsync(T outdated, Func<Task<ListReading<T>>> read, CancellationToken ct) =>
        GetAsync(known => known.Failure is not null || !ReferenceEquals(known.Value, outdated), read, ct);

    private async Task<Listed<T>> GetAsync(
        Predicate<State> willDo, Func<Task<ListReading<T>>> read, CancellationToken ct)
    {
        var reading = state.GetAsync(known => IsFresh(known) && willDo(known), () => RefreshAsync(read), ct);
        if (state.Latest is not { } last || ValueOf(last) is not { } value)
            return Served(await reading);

        try
        {
            return Served(await reading.WaitAsync(Patience, clock, ct));
        }
        catch (TimeoutException)
        {
            return new Listed<T>(value, IsOld: true, null);
        }
    }

    private Listed<T> Served(State known) => new(ValueOf(known), known.Failure is not null, known.Failure);

    private bool IsFresh(State known) => clock.GetElapsedTime(known.AskedAt) < known.FreshFor;

    private T? ValueOf(State known) => clock.GetElapsedTime(known.ReadAt) < terms.ServesFor ? known.Value : null;

    private async Task<State> RefreshAsync(Func<Task<ListReading<T>>> read)
    {
        var begunAt = clock.GetTimestamp();
        try
        {
            var reading = await read();
            Judge(reading);
            return new State(reading.Value, begunAt, begunAt, terms.FreshFor, null);
        }
        catch (ExchangeException failure)
        {
            var last = state.Latest;
            if (last?.Failure?.Message != failure.Message)
                LogFailed(terms.Exchange, terms.List, failure.Kind, failure.Code, failure.Message);
            return new State(last?.Value, last?.ReadAt ?? 0, clock.GetTimestamp(), terms.RetryAfter, failure);
        }
    }

    private void Judge(ListReading<T> reading)
    {
        if (reading.Unreadable > 0)
        {
            metrics.CountUnreadable(terms, reading.Unreadable);
            LogUnreadable(terms.Exchange, terms.List, reading.Unreadable);
        }

        if (judge.Objection(reading.Rows, reading.Unreadable, clock) is { } objection)
        {
            metrics.CountRefused(terms);
            throw new ExchangeException(ErrorKinds.ExchangeUnavailable, null, $"The list is not used: {objection}.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "The list of {List} of {Exchange} could not be read ({Kind}, {Code}): {Detail}")]
    private partial void LogFailed(string exchange, string list, string kind, string? code, string detail);

    [LoggerMessage(LogLevel.Debug, "The list of {List} of {Exchange} has {Rows} rows that cannot be read")]
    private partial void LogUnreadable(string exchange, string list, int rows);

    /// <param name="ReadAt">The timestamp when the reading of the value began.</param>
    /// <param name="AskedAt">The timestamp from which on it is not read again for as long as it is fresh.</param>
    private sealed record State(
        T? Value, long ReadAt, long AskedAt, TimeSpan FreshFor, ExchangeException? Failure);
}

using System.Collections.Frozen;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// The assets' names, read with the key of whoever comes first and kept for all. A courtesy: a sync neither fails nor
/// waits long for them.
/// </summary>
/// <param name="age">How long names are good for.</param>
internal sealed partial class AssetNames(string exchange, TimeSpan age, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    private readonly SharedReading<NameList> names = new();

    /// <summary>What was read last; empty before the first success.</summary>
    public IReadOnlyDictionary<string, string> Known =>
        names.Latest?.Names ?? FrozenDictionary<string, string>.Empty;

    public async Task<IReadOnlyDictionary<string, string>> GetAsync(
        Func<Task<Dictionary<string, string>>> read, CancellationToken ct)
    {
        try
        {
            var list = await names
                .GetAsync(known => clock.GetUtcNow() < known.DueAt, () => ReadAsync(read), ct)
                .WaitAsync(Patience, clock, ct);
            return list.Names;
        }
        catch (TimeoutException)
        {
            return Known;
        }
    }

    private async Task<NameList> ReadAsync(Func<Task<Dictionary<string, string>>> read)
    {
        try
        {
            return new NameList(await read(), clock.GetUtcNow() + age);
        }
        catch (ExchangeException failure)
        {
            LogUnread(exchange, failure.Kind, failure.Code);
            return new NameList(Known, clock.GetUtcNow() + AfterFailure);
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "{Exchange}'s asset names could not be read ({Kind}, {Code}); the known ones stay")]
    private partial void LogUnread(string exchange, string kind, string? code);

    private sealed record NameList(IReadOnlyDictionary<string, string> Names, DateTimeOffset DueAt);
}

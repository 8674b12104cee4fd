using System.Collections.Frozen;
using Portfolio.Worker.Exchanges.Lists;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// The assets' names, read with the key of the first caller and kept for all. A courtesy: a sync neither fails nor
/// waits long for them.
/// </summary>
/// <param name="age">How long names stay valid.</param>
internal sealed class AssetNames(
    string exchange, TimeSpan age, TimeProvider clock, ListMetrics metrics, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    private readonly PublicList<Dictionary<string, string>> names = new(
        new ListTerms(exchange, "names", age, ServesFor: TimeSpan.MaxValue) { RetryAfter = AfterFailure },
        clock,
        metrics,
        logger);

    /// <summary>The last result; empty before the first success.</summary>
    public IReadOnlyDictionary<string, string> Known => names.Latest ?? NoNames;

    private static IReadOnlyDictionary<string, string> NoNames => FrozenDictionary<string, string>.Empty;

    /// <param name="read">The names by symbol, and how many rows could not be read.</param>
    public async Task<IReadOnlyDictionary<string, string>> GetAsync(Func<Task<NameRows>> read, CancellationToken ct)
    {
        try
        {
            var list = await names.GetAsync(() => ReadAsync(read), ct).WaitAsync(Patience, clock, ct);
            return list.Value ?? NoNames;
        }
        catch (TimeoutException)
        {
            return Known;
        }
    }

    private static async Task<ListReading<Dictionary<string, string>>> ReadAsync(Func<Task<NameRows>> read)
    {
        var rows = await read();
        return new ListReading<Dictionary<string, string>>(rows.Names, rows.Names.Count, rows.Unreadable);
    }
}

/// <param name="Names">By symbol.</param>
/// <param name="Unreadable">Rows that were skipped.</param>
internal sealed record NameRows(Dictionary<string, string> Names, int Unreadable)
{
    /// <param name="rows">An asset may be listed more than once; its first name counts.</param>
    /// <param name="unreadable">Rows that were already skipped.</param>
    public static NameRows Of(IEnumerable<(string? Symbol, string? Name)> rows, int unreadable)
    {
        var names = new Dictionary<string, string>();
        foreach (var (symbol, name) in rows)
        {
            if (AssetName.IsOne(symbol) && AssetName.IsText(name))
                names.TryAdd(symbol, name);
            else if (!AssetName.IsOne(symbol) || name is not "")
                unreadable++;
        }

        return new NameRows(names, unreadable);
    }
}

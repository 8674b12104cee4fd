namespace Portfolio.Simulator.Exchanges;

/// <summary>The registered exchanges, in the order of their registration.</summary>
internal sealed class SimulatedExchanges
{
    private readonly List<(PathString Path, ISimulatedExchange Exchange)> _longestPathFirst;

    /// <exception cref="InvalidOperationException">None is registered, or two share a name or a path.</exception>
    public SimulatedExchanges(IEnumerable<ISimulatedExchange> exchanges)
    {
        All = [.. exchanges];
        _longestPathFirst =
        [
            .. All.SelectMany(exchange => exchange.Paths.Select(path => (path, exchange)))
                .OrderByDescending(served => served.path.Value?.Length),
        ];
        if (All is [])
            throw new InvalidOperationException("No exchange is registered.");

        ThrowIfTwice(All.Select(exchange => exchange.Name));
        ThrowIfTwice(_longestPathFirst.Select(served => served.Path.Value ?? ""));
    }

    public IReadOnlyList<ISimulatedExchange> All { get; }

    /// <summary>Null: there is no exchange of that name.</summary>
    public ISimulatedExchange? Find(string name) => All.FirstOrDefault(exchange => exchange.Name == name);

    /// <summary>Null: the path belongs to no exchange.</summary>
    public ISimulatedExchange? OfPath(PathString path)
    {
        foreach (var (prefix, exchange) in _longestPathFirst)
        {
            if (path.StartsWithSegments(prefix))
                return exchange;
        }

        return null;
    }

    private static void ThrowIfTwice(IEnumerable<string> values)
    {
        var groups = values.GroupBy(value => value, StringComparer.OrdinalIgnoreCase);
        if (groups.FirstOrDefault(group => group.Skip(1).Any()) is { Key: var twice })
            throw new InvalidOperationException($"Two exchanges are registered for \"{twice}\".");
    }
}

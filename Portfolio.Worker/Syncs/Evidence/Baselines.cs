using System.Globalization;
using System.Text.Json;

namespace Portfolio.Worker.Syncs.Evidence;

/// <summary>
/// The gap between each reported total and its reading, as the last accepted run left it: coins without a price, and
/// products that are not read. USD.
/// </summary>
internal sealed class Baselines
{
    private readonly IReadOnlyDictionary<string, decimal> gaps;

    private Baselines(IReadOnlyDictionary<string, decimal> gaps) => this.gaps = gaps;

    public static Baselines None { get; } = new(new Dictionary<string, decimal>());

    /// <param name="json">As <see cref="Json"/> gives it; null: no run was accepted yet.</param>
    public static Baselines Read(string? json)
    {
        var stored = json is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(json);
        return stored is null
            ? None
            : new Baselines(stored.ToDictionary(
                gap => gap.Key, gap => decimal.Parse(gap.Value, CultureInfo.InvariantCulture)));
    }

    /// <summary>Amounts as text: they are money.</summary>
    public string Json() => JsonSerializer.Serialize(
        gaps.OrderBy(gap => gap.Key, StringComparer.Ordinal)
            .ToDictionary(gap => gap.Key, gap => gap.Value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Null when no accepted run had this total.</summary>
    public decimal? Of(string key) => gaps.TryGetValue(key, out var gap) ? gap : null;

    /// <summary>Null when no accepted run had any of its totals.</summary>
    public decimal? Of(Comparison comparison)
    {
        var known = comparison.Keys.Where(gaps.ContainsKey).ToList();
        return known.Count is 0 ? null : Valuation.Sum(known.Select(key => (decimal?)gaps[key]));
    }

    /// <summary>With the gaps of a run whose reading of these wallets was accepted; to the cent.</summary>
    public Baselines With(IEnumerable<Comparison> accepted)
    {
        var next = new Dictionary<string, decimal>(gaps);
        foreach (var comparison in accepted)
        {
            if (comparison.Keys is not [var key])
                continue;
            foreach (var other in next.Keys.Where(known => IsOtherPart(known, key)).ToList())
                next.Remove(other);
            next[key] = decimal.Round(comparison.GapUsd, 2);
        }

        return new Baselines(next);
    }

    /// <summary>The same total with other wallets among its positions, which says nothing any more.</summary>
    private static bool IsOtherPart(string known, string key) =>
        known != key && known.Split('+')[0] == key.Split('+')[0];
}

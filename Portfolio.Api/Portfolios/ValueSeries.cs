using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Portfolios;

/// <param name="Value">Of the whole portfolio then.</param>
/// <param name="Joined">An account has just been connected: earlier values do not compare with later ones.</param>
public sealed record ValuePoint(DateTimeOffset At, decimal Value, bool Joined = false);

/// <summary>A portfolio's value over time, from the values of its connections.</summary>
internal static class ValueSeries
{
    /// <summary>
    /// At each moment the sum of each connection's last value. It begins where every connection that existed before
    /// <paramref name="from"/> has a value, and ends with <paramref name="nowUsd"/>.
    /// </summary>
    /// <param name="days">The points before (<see cref="OfDays"/>); the last is at <paramref name="from"/>.</param>
    public static IReadOnlyList<ValuePoint> Of(
        IEnumerable<ConnectionValueRow> values, DateTimeOffset from, DateTimeOffset now, decimal nowUsd,
        IReadOnlyList<ValuePoint> days)
    {
        var worth = new Dictionary<Guid, decimal>();
        var points = days.ToList();
        foreach (var moment in values.Where(value => value.At < now).GroupBy(value => value.At))
        {
            if (worth.Count > 0 && points.Count is 0 && moment.Key > from)
                points.Add(new ValuePoint(from, worth.Values.Sum()));
            var joined = moment.Any(value => !worth.ContainsKey(value.ConnectionId)) && moment.Key > from
                && (worth.Count > 0 || days.Count is 0);
            foreach (var value in moment)
                worth[value.ConnectionId] = Amounts.Read(value.ValueUsd);
            if (moment.Key >= from && (points.Count is 0 || points[^1].At < moment.Key))
                points.Add(new ValuePoint(moment.Key, worth.Values.Sum(), joined));
        }

        if (points.Count is 0 && worth.Count > 0)
            points.Add(new ValuePoint(from, worth.Values.Sum()));
        if (points.Count > 0 && points[^1].At < now)
            points.Add(new ValuePoint(now, nowUsd));
        return WithoutFirstSteps(points, now);
    }

    /// <summary>
    /// A person who connects three accounts in the first minutes does not want to see those steps for a day: a line
    /// whose last account joined in its first tenth begins there.
    /// </summary>
    private static List<ValuePoint> WithoutFirstSteps(List<ValuePoint> points, DateTimeOffset now)
    {
        var last = points.FindLastIndex(point => point.Joined);
        return last > 0 && points.Count - last > 2 && points[last].At - points[0].At <= (now - points[0].At) / 10
            ? points[last..]
            : points;
    }

    /// <summary>From the values kept of each day, at the end of it.</summary>
    public static IReadOnlyList<ValuePoint> OfDays(IEnumerable<PortfolioValueRow> days, DateTimeOffset now) =>
    [
        .. days
            .Select(day => new ValuePoint(
                new DateTimeOffset(day.Day, TimeSpan.Zero).AddDays(1), Amounts.Read(day.ValueUsd)))
            .Where(point => point.At < now),
    ];
}

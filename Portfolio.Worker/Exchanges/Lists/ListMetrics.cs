using System.Diagnostics.Metrics;

namespace Portfolio.Worker.Exchanges.Lists;

/// <summary>Counts the defects of the exchanges' public lists.</summary>
internal sealed class ListMetrics
{
    public const string MeterName = "Portfolio.Worker.Lists";

    private readonly Counter<long> unreadable;
    private readonly Counter<long> refused;

    public ListMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        unreadable = meter.CreateCounter<long>(
            "portfolio.list.unreadable_rows", "{row}", "Rows of a list that could not be read and were skipped.");
        refused = meter.CreateCounter<long>(
            "portfolio.list.refused", "{list}",
            "Lists that were not used, because too much of them was unreadable or gone.");
    }

    public void CountUnreadable(ListTerms terms, int rows) => unreadable.Add(
        rows, new("exchange", terms.Exchange), new KeyValuePair<string, object?>("list", terms.List));

    public void CountRefused(ListTerms terms) => refused.Add(
        1, new("exchange", terms.Exchange), new KeyValuePair<string, object?>("list", terms.List));
}

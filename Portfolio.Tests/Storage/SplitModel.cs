namespace Portfolio.Tests.Storage;

/// <summary>The split as it is by going through all events in the order of time, in one currency.</summary>
internal sealed class SplitModel
{
    private readonly Dictionary<(Guid Connection, Guid Asset), Series> series = [];
    private readonly Dictionary<Guid, decimal> prices = [];
    private decimal rate = 1;
    private readonly Dictionary<Guid, int> firsts = [];
    private readonly Dictionary<(Guid Connection, int Minute), decimal> moved = [];
    private bool inside;

    public decimal Start { get; private set; }

    public decimal End { get; private set; }

    public decimal Market { get; private set; }

    public decimal Added { get; private set; }

    public decimal Removed { get; private set; }

    public decimal Positions { get; private set; }

    public decimal Other { get; private set; }

    public decimal MovedIn => moved.Values.Where(usd => usd > 0).Sum();

    public decimal MovedOut => moved.Values.Where(usd => usd < 0).Sum();

    public decimal QuantityOf(Guid connection, Guid asset) => Of(connection, asset).Quantity;

    public string? ReasonOf(Guid connection, Guid asset) => Of(connection, asset).Reason;

    /// <summary>A run has read the connection and found nothing in it.</summary>
    public void KnowEmpty(Guid connection) => firsts[connection] = -1;

    public void Begin()
    {
        inside = true;
        foreach (var ((_, asset), one) in series)
        {
            one.Base = Price(asset);
            Start += (one.Quantity + one.Profit) * (Price(asset) ?? 0);
        }
    }

    public void Reprice(Guid asset, decimal? usd)
    {
        var before = Price(asset);
        if (usd is { } price)
            prices[asset] = price;
        else
            prices.Remove(asset);
        Revalue(asset, before);
    }

    /// <summary>Another rate of the currency that everything is in: it reprices all assets.</summary>
    /// <param name="usd">For one unit.</param>
    public void Rate(decimal usd)
    {
        var before = prices.Keys.ToDictionary(asset => asset, Price);
        rate = usd;
        foreach (var (asset, price) in before)
            Revalue(asset, price);
    }

    public void Book(Guid connection, Guid asset, int minute, decimal quantity, string? reason)
    {
        var one = Of(connection, asset);
        var delta = quantity - one.Quantity;
        var isFirst = IsFirst(connection, minute);
        var back = one.Reason is "dust" ? Math.Max(0, Math.Min(delta, one.LeftAsDust)) : 0;
        if (inside)
        {
            Close(one, Price(asset));
            var usd = (delta - back) * (Price(asset) ?? 0);
            Other += back * (Price(asset) ?? 0);
            if (reason is "disconnected")
                Removed += usd;
            else if (isFirst || reason is "first_read")
                Added += usd;
            else if (reason is "restated" or "dust")
                Other += usd;
            else
                moved[(connection, minute)] = moved.GetValueOrDefault((connection, minute)) + usd;
        }

        (one.Quantity, one.Reason, one.LeftAsDust, one.Base) = (quantity, reason, -delta, Price(asset));
    }

    public void Gain(Guid connection, Guid asset, int minute, decimal profit)
    {
        var one = Of(connection, asset);
        var usd = (profit - one.Profit) * (Price(asset) ?? 0);
        var isFirst = IsFirst(connection, minute);
        if (inside && isFirst)
            Added += usd;
        else if (inside)
            Positions += usd;
        one.Profit = profit;
    }

    public void Disconnect(Guid connection, int minute)
    {
        foreach (var ((_, asset), one) in series.Where(one => one.Key.Connection == connection).ToList())
        {
            if (one.Quantity is not 0)
                Book(connection, asset, minute, 0, "disconnected");
            if (inside)
                Removed -= one.Profit * (Price(asset) ?? 0);
            one.Profit = 0;
        }
    }

    public void Finish()
    {
        foreach (var ((_, asset), one) in series)
        {
            Close(one, Price(asset));
            End += (one.Quantity + one.Profit) * (Price(asset) ?? 0);
        }
    }

    private void Close(Series one, decimal? usd)
    {
        var change = one.Quantity * ((usd ?? 0) - (one.Base ?? 0));
        if (usd is null || one.Base is null)
            Other += change;
        else
            Market += change;
    }

    private bool IsFirst(Guid connection, int minute) =>
        firsts.TryAdd(connection, minute) || firsts[connection] == minute;

    private void Revalue(Guid asset, decimal? before)
    {
        var change = (Price(asset) ?? 0) - (before ?? 0);
        if (inside)
            Positions += series.Where(one => one.Key.Asset == asset).Sum(one => one.Value.Profit * change);
    }

    private decimal? Price(Guid asset) => prices.TryGetValue(asset, out var usd) ? usd / rate : null;

    private Series Of(Guid connection, Guid asset) =>
        series.TryGetValue((connection, asset), out var known) ? known : series[(connection, asset)] = new Series();

    private sealed class Series
    {
        public decimal Quantity { get; set; }

        public decimal Profit { get; set; }

        public string? Reason { get; set; }

        public decimal LeftAsDust { get; set; }

        /// <summary>The price since the last row; null: there was none.</summary>
        public decimal? Base { get; set; }
    }
}

using CsCheck;
using Portfolio.Api.Portfolios;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Storage;

/// <summary>
/// Random readings, moves, prices, profits and rates of a currency, of two accounts, split from a random moment on.
/// </summary>
[NeedsServers]
public sealed class ValueSplitProperties(PostgresServer postgres)
{
    private const int MinutesApart = 7;

    private static readonly Gen<Event> Events = Gen.Select(
        Gen.Int[0, 11], Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[0, 9_999], Gen.Int[1, 9_999],
        (kind, connection, asset, digits, cents) => new Event(kind, connection, asset, digits / 100m, cents / 100m));

    private static readonly Gen<Sample> Samples = Gen.Select(
        Events.Array[1, 40], Gen.Int[0, 40], Gen.Bool, Gen.Bool, Gen.Bool,
        (events, since, emptyFirst, lost, converted) => new Sample(events, since, emptyFirst, lost, converted));

    [Fact]
    public async Task The_parts_add_up_to_the_change_and_each_is_the_sum_of_its_events()
    {
        await using var stores = new Stores(await postgres.CreateAsync());
        await TestDatabase.ExecuteAsync(stores.Database.Owner, "update price_history set began_at = '2026-11-01'");

        await Samples.SampleAsync(sample => CheckAsync(stores, sample), iter: 60, threads: 1);
    }

    private static async Task CheckAsync(Stores stores, Sample sample)
    {
        var (ledger, model) = (new SplitLedger(stores), new SplitModel());
        var rates = sample.Converted ? new SplitRates(ledger, model) : null;
        Guid[] connections = [await ledger.ConnectAsync(), await ledger.ConnectAsync()];
        Guid[] assets = [ledger.AddAsset(), ledger.AddAsset(), ledger.AddAsset()];
        if (sample.EmptyFirst)
        {
            ledger.Run(connections[1], 0);
            model.KnowEmpty(connections[1]);
        }

        var ended = new HashSet<Guid>();
        for (var place = 0; place < sample.Events.Length; place++)
        {
            if (place == sample.Since)
                model.Begin();
            var (one, minute) = (sample.Events[place], (place + 1) * MinutesApart);
            var connection = connections[one.Connection];
            if (one.Kind is 3 && rates is not null)
                rates.Change(minute, one.Usd / 10);
            else if (one.Kind is not 11)
                Apply(one, ledger, model, ended.Contains(connection) ? null : connection, assets, minute);
            else if (ended.Add(connection))
                await DisconnectAsync(ledger, model, connection, minute);
        }

        if (sample.Since >= sample.Events.Length)
            model.Begin();
        rates?.Finish(2);
        End(sample, ledger, model, assets);
        var since = Math.Min(sample.Since, sample.Events.Length) * MinutesApart + 3;
        Compare(model, await ledger.SplitAsync(since, currency: rates?.Now), rates is null ? 10 : 6);
    }

    private static async Task DisconnectAsync(SplitLedger ledger, SplitModel model, Guid connection, int minute)
    {
        await ledger.DisconnectAsync(connection, minute);
        model.Disconnect(connection, minute);
    }

    /// <param name="connection">Null: it was disconnected.</param>
    private static void Apply(
        Event one, SplitLedger ledger, SplitModel model, Guid? connection, Guid[] assets, int minute)
    {
        var asset = assets[one.Asset];
        switch (one.Kind, connection)
        {
            case (0 or 1 or 2 or 3, _):
                ledger.Price(asset, minute, one.Usd);
                model.Reprice(asset, one.Usd);
                break;
            case (4, { } id):
                ledger.Profit(id, asset, minute, one.Quantity - 20);
                model.Gain(id, asset, minute, one.Quantity - 20);
                break;
            case (5, { } id):
                Book(ledger, model, id, asset, minute, 0, "dust");
                break;
            case (6 or 7, { } id):
                Book(ledger, model, id, asset, minute, one.Quantity, one.Kind is 6 ? "restated" : "first_read");
                break;
            case (_, { } id):
                Book(ledger, model, id, asset, minute, one.Quantity, null);
                Book(ledger, model, id, assets[(one.Asset + 1) % 3], minute, one.Usd, null);
                break;
        }
    }

    private static void Book(
        SplitLedger ledger, SplitModel model, Guid connection, Guid asset, int minute, decimal quantity, string? reason)
    {
        var delta = quantity - model.QuantityOf(connection, asset);
        if (delta is 0)
            return;

        ledger.Row(connection, asset, minute, quantity, delta, reason);
        model.Book(connection, asset, minute, quantity, reason);
    }

    /// <summary>The current prices are newer than the last ones of the past; one may be lost.</summary>
    private static void End(Sample sample, SplitLedger ledger, SplitModel model, Guid[] assets)
    {
        foreach (var (place, asset) in assets.Index())
        {
            decimal? usd = sample.Lost && place is 2 ? null : 10 + place;
            if (usd is { } price)
                ledger.Live(asset, price);
            model.Reprice(asset, usd);
        }

        model.Finish();
    }

    /// <param name="places">Amounts in USD are exact; a division by a rate rounds.</param>
    private static void Compare(SplitModel model, ValueSplit split, int places)
    {
        Assert.Equal(
            Rounded(
                model.Start, model.End, model.Market, model.MovedIn, model.MovedOut, model.Added, model.Removed,
                model.Positions, model.Other),
            Rounded(
                split.Start, split.End, split.Market, split.MovedIn, split.MovedOut, split.Added, split.Removed,
                split.Positions, split.Other));
        Assert.Equal(
            split.Change,
            split.Market + split.MovedIn + split.MovedOut + split.Added + split.Removed + split.Positions
                + split.Other);
        Assert.Equal(Rounded(split.End - split.Start), Rounded(split.Change));
        Assert.Equal(
            split.Start + split.MovedIn + split.MovedOut + split.Added + split.Removed,
            split.ContributedAt(SplitLedger.At(24 * 60)));

        IEnumerable<decimal> Rounded(params decimal[] amounts) =>
            amounts.Select(amount => decimal.Round(amount, places));
    }

    /// <param name="Kind">See <see cref="Apply"/>; 11 disconnects.</param>
    private sealed record Event(int Kind, int Connection, int Asset, decimal Quantity, decimal Usd);

    /// <param name="Since">The place of the event before which the span begins.</param>
    /// <param name="EmptyFirst">The second account was read and empty before its first event.</param>
    /// <param name="Lost">The third asset has no current price.</param>
    /// <param name="Converted">In a currency whose rate changes.</param>
    private sealed record Sample(Event[] Events, int Since, bool EmptyFirst, bool Lost, bool Converted);
}

using System.Globalization;
using System.Text.Json;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Kraken.Accounts;
using Portfolio.Simulator.Kraken.Market;

namespace Portfolio.Simulator.Kraken.Endpoints;

/// <summary>
/// The coins allocated to a strategy. All but those in vaults are in the balances too, as rows with a suffix.
/// </summary>
internal sealed class AllocationEndpoint(KrakenMarket market, KrakenConditions conditions)
{
    public KrakenAnswer Get(KrakenCall call)
    {
        if (AssetEndpoint.Find(call.Parameter("converted_asset") ?? "USD") is not { } converted)
            return KrakenError.UnknownAsset;

        var listing = market.Current;
        var unit = listing.Usd(converted.Code) is > 0 and var price ? price : 1;
        var allocations = Allocations(call)
            .Select(allocation => allocation with { Price = listing.Usd(allocation.Strategy.Asset) / unit }).ToList();
        if (EarnPage.Of(call, allocations, conditions.Current.PageSize) is not { } page)
            return KrakenError.InvalidArguments;

        return KrakenAnswer.Object(json =>
        {
            json.WriteString("converted_asset", converted.Code);
            json.WriteString("total_allocated", Worth(allocations.Sum(each => each.Balance.Total * each.Price)));
            json.WriteString("total_rewarded", "0.0000");
            page.Write(json, (item, allocation) => Write(item, allocation, call.Now));
        });
    }

    /// <summary>Those that were ever used, unless the zeros among them are to be hidden.</summary>
    private static IEnumerable<Allocation> Allocations(KrakenCall call)
    {
        var account = call.Account;
        foreach (var wallet in KrakenWallets.Earning)
        {
            foreach (var (code, balance) in account.Wallet(wallet))
                yield return new(new EarnStrategy(wallet, code), balance);
        }

        if (call.Parameter("hide_zero_allocations") is "true")
            yield break;

        foreach (var strategy in EarnStrategy.All.Where(strategy => strategy.Wallet == KrakenWallets.Rewards))
        {
            if (account.Traits.OnceHeld.Contains(strategy.Asset)
                && !account.Wallet(strategy.Wallet).ContainsKey(strategy.Asset))
            {
                yield return new(strategy, default);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, Allocation allocation, DateTimeOffset now)
    {
        var (strategy, balance) = allocation;
        json.WriteStartObject();
        json.WriteString("strategy_id", strategy.Id);
        json.WriteString("native_asset", strategy.Asset);
        json.WriteStartObject("amount_allocated");
        if (!balance.Locked.IsZero && strategy.Wallet != KrakenWallets.Rewards)
            WriteLeaving(json, allocation, now);
        var total = allocation.Native([balance.Free, balance.Locked]);
        WriteAmount(json, "total", total, Worth(balance.Total * allocation.Price));
        json.WriteEndObject();
        WriteAmount(json, "total_rewarded", allocation.Native([]), "0.0000");
        json.WriteEndObject();
    }

    /// <summary>The locked part of a strategy that binds coins is on its way out. It is inside the total.</summary>
    private static void WriteLeaving(Utf8JsonWriter json, Allocation allocation, DateTimeOffset now)
    {
        var locked = allocation.Balance.Locked;
        var (native, converted) = (allocation.Native([locked]), Worth(locked.Value * allocation.Price));
        json.WriteStartObject("unbonding");
        json.WriteString("native", native);
        json.WriteString("converted", converted);
        json.WriteNumber("allocation_count", 1);
        json.WriteStartArray("allocations");
        json.WriteStartObject();
        json.WriteString("created_at", now.UtcDateTime.AddDays(-2).ToString("s", CultureInfo.InvariantCulture) + "Z");
        json.WriteString("expires", now.UtcDateTime.AddDays(5).ToString("s", CultureInfo.InvariantCulture) + ".807Z");
        json.WriteString("native", native);
        json.WriteString("converted", converted);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAmount(Utf8JsonWriter json, string name, string native, string converted)
    {
        json.WriteStartObject(name);
        json.WriteString("native", native);
        json.WriteString("converted", converted);
        json.WriteEndObject();
    }

    private static string Worth(decimal value) => KrakenJson.Text(value, 4);

    private sealed record Allocation(EarnStrategy Strategy, Balance Balance)
    {
        /// <summary>In the asset that amounts are converted to.</summary>
        public decimal Price { get; init; }

        public string Native(ReadOnlySpan<Quantity> parts) =>
            KrakenAmount.Text(parts, [], KrakenCoins.ByCode.GetValueOrDefault(Strategy.Asset)?.Decimals ?? 10);
    }
}

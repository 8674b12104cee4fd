using Portfolio.Api.Exchanges;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Pages.Connections;

/// <summary>Our own names for things, as people read them.</summary>
internal static class DisplayNames
{
    /// <summary>Explains a row of the ledger with the reason "restated".</summary>
    public const string Restated = "No coins moved: unrealized profit is not counted as part of the quantity any more.";

    /// <summary>A reason of the ledger that belongs to an asset's new name; null for any other.</summary>
    public static string? Renaming(string? reason) => reason switch
    {
        "renamed" => "renamed",
        "awaiting_successor" => "waits for its new name",
        _ => null,
    };

    /// <summary>As the exchange's own app names it.</summary>
    /// <param name="wallet">Our name, or that of the exchange's API.</param>
    public static string Wallet(string exchange, string wallet) =>
        ExchangeCatalog.Find(exchange)?.WalletNames.GetValueOrDefault(wallet) ?? Wallet(wallet);

    private static string Wallet(string wallet) => wallet switch
    {
        "earn_flexible" => "Flexible earn",
        "earn_locked" => "Locked earn",
        _ => Sentence(wallet),
    };

    /// <summary>"Spot, funding, flexible earn and locked earn".</summary>
    public static string Wallets(ExchangeDescription exchange) => Sentence(Wallets(exchange.Wallets));

    /// <summary>"spot, funding and flexible earn".</summary>
    public static string Wallets(IEnumerable<string> wallets) =>
        List(wallets.Select(wallet => Wallet(wallet).ToLowerInvariant()));

    /// <summary>"Only accounts of its region eea wait. "; empty where the exchange has no regions.</summary>
    public static string Waits(IReadOnlyList<PausedRegion> regions) => regions.Count is 0
        ? ""
        : $"Only accounts of its region{(regions.Count is 1 ? "" : "s")} "
            + $"{List(regions.Select(pause => pause.Region))} wait. ";

    public static string Trigger(string trigger) => trigger switch
    {
        SyncTriggers.Created => "First sync",
        SyncTriggers.Manual => "By hand",
        SyncTriggers.Scheduled => "By schedule",
        SyncTriggers.Repaired => "New keys",
        _ => Sentence(trigger),
    };

    public static string Permission(string permission) => Sentence(permission);

    public static string WalletOutcome(string outcome) => outcome switch
    {
        WalletOutcomes.Ok => "read",
        WalletOutcomes.Refused => "refused",
        WalletOutcomes.Unavailable => "not read",
        WalletOutcomes.Unsupported => "not there",
        WalletOutcomes.Contradicted => "read, not booked",
        _ => outcome,
    };

    /// <summary>"1 asset", "12 assets".</summary>
    public static string Many(int count, string one) => count is 1 ? $"1 {one}" : $"{count} {one}s";

    /// <summary>"a, b and c".</summary>
    public static string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    public static string Sentence(string words) =>
        words is "" ? "" : char.ToUpperInvariant(words[0]) + words[1..].Replace('_', ' ');
}

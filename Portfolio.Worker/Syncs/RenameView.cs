using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>The inputs of the rules about renames, beside the quantities.</summary>
/// <param name="Renames">Listed ones, and those that the person confirmed; each old name once.</param>
/// <param name="Complete">Every wallet was read in this run.</param>
/// <param name="Now">When the reading was made.</param>
internal sealed record RenameView(
    IReadOnlyList<Rename> Renames, AssetMarkets Markets, RenameMemory Memory, bool Complete, DateTimeOffset Now)
{
    /// <summary>How long the rules wait for an unreadable wallet; then the readable ones decide.</summary>
    private static readonly TimeSpan PatienceWithWallets = TimeSpan.FromDays(1);

    /// <summary>How long the rules wait for a person's answer. After that the reading is booked as it is.</summary>
    private static readonly TimeSpan PatienceWithPeople = TimeSpan.FromDays(30);

    /// <summary>A recently read wallet is missing: the coins may have gone there or come from there.</summary>
    public bool WaitsForWallets => !Complete && Memory.LastCompleteAt > Now - PatienceWithWallets;

    /// <summary>An asset that cannot have been sold on this exchange, as far as its list of pairs shows.</summary>
    public bool IsOffMarket(string symbol) => Markets.Of(symbol) is not AssetMarket.Trading;

    /// <summary>It has no answer yet, and is not too old.</summary>
    public bool IsOpen(RenameQuestion question) =>
        question.Answer is null && question.AskedAt > Now - PatienceWithPeople;

    public bool IsListed(string symbol) => Renames.Any(rename => rename.Old == symbol);

    /// <summary>The quantity of an old name that is still to come under the new one, in units of the old.</summary>
    public decimal Awaited(Rename rename) =>
        Memory.Waiting.Where(row => row.Symbol == rename.Old).Sum(row => Left(row, rename));

    public static decimal Left(WaitingRow row, Rename rename) =>
        Math.Max(0, row.Quantity - row.Came.Sum(
            came => came.Key == row.Symbol ? came.Value : rename.InOld(came.Value)));

    public static RenameView Of(PriceList prices, RenameMemory memory, AccountReading account, DateTimeOffset now)
    {
        var confirmed = memory.Questions.Where(question => question.Answer is "confirmed")
            .Select(question => new Rename(question.Old, question.New));
        return new RenameView(
            [.. prices.Renames.Concat(confirmed).DistinctBy(rename => rename.Old)],
            prices.Markets,
            memory,
            account.Wallets.All(wallet => wallet.IsKnown || wallet.Outcome is WalletOutcome.Unsupported),
            now);
    }
}

/// <summary>The quantity of one asset before and after a reading, over all wallets.</summary>
internal readonly record struct Movement(string Symbol, decimal Before, decimal After)
{
    /// <summary>It exists, but is too little for the portfolio.</summary>
    public bool IsDust { get; init; }

    /// <summary>It had a price when it was last stored.</summary>
    public bool WasPriced { get; init; }

    /// <summary>The quantity that left wallets in which its new name did not rise.</summary>
    public decimal Uncredited { get; init; }

    public decimal Drop => Before > 0 && After >= 0 ? Math.Max(0, Before - After) : 0;

    public decimal Rise => Before >= 0 && After > 0 ? Math.Max(0, After - Before) : 0;
}

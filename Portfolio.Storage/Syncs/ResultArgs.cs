using System.Text.Json;
using Dapper;
using Portfolio.Storage.Prices;
using Portfolio.Storage.Runs;

namespace Portfolio.Storage.Syncs;

/// <summary>
/// The parameters of <see cref="ResultSql"/>. Those that the statements of a run do not name are not sent.
/// </summary>
internal static class ResultArgs
{
    public static DynamicParameters Of(Claim claim, SyncResult result)
    {
        var args = new DynamicParameters();
        args.AddDynamicParams(OfClaim(claim));
        args.AddDynamicParams(OfRun(result));
        args.AddDynamicParams(OfEvidence(result.Evidence));
        args.AddDynamicParams(OfNames([.. ResultSql.NewNames(claim, result)]));
        args.AddDynamicParams(OfBalances(result.ChangedBalances));
        args.AddDynamicParams(OfRemovedBalances(result.RemovedBalances));
        args.AddDynamicParams(OfProfits(result.Profits));
        args.AddDynamicParams(OfPrices(result.NewPrices, result.PricedAt));
        args.AddDynamicParams(OfChanges(result.Changes));
        args.AddDynamicParams(OfQuestions(result.Questions));
        return args;
    }

    private static object OfClaim(Claim claim) => new
    {
        claim.ConnectionId, claim.UserId, claim.Exchange, claim.Fence, claim.Request, claim.Trigger, claim.StartedAt,
        claim.SyncIntervalMinutes,
    };

    private static object OfRun(SyncResult result) => new
    {
        result.RunId, result.FinishedAt, result.NextSyncAt, result.IntervalAtMost, result.AccountId, result.Region,
        result.NewPortfolioName, result.ProfitApart, result.Coverage,
        newPortfolioId = Guid.CreateVersion7(result.FinishedAt),
        permissions = result.Permissions.ToArray(),
        outcome = result.Partial ? RunOutcomes.Partial : RunOutcomes.Succeeded,
        errorKind = result.Missed?.Kind,
        errorCode = result.Missed?.Code,
        errorDetail = result.Missed?.Wallets,
        assetsSynced = result.Totals.Assets,
        dustSkipped = result.Totals.Dust,
        unpriced = result.Totals.Unpriced,
        totalUsd = result.Totals.Usd,
        wallets = JsonSerializer.Serialize(result.Wallets, JsonSerializerOptions.Web),
    };

    private static object OfEvidence(SyncEvidence evidence) => new
    {
        evidence.ReportedGaps, evidence.Contradiction, evidence.ContradictedSince, evidence.ContradictedRuns,
        evidence.EmptiedSince,
    };

    private static object OfNames(List<(string Symbol, string Name)> assets) => new
    {
        symbols = Column(assets, asset => asset.Symbol),
        names = Column(assets, asset => asset.Name),
    };

    private static object OfBalances(IReadOnlyList<StoredBalance> changed) => new
    {
        wallet = Column(changed, balance => balance.Wallet),
        symbol = Column(changed, balance => balance.Symbol),
        quantity = Column(changed, balance => balance.Quantity),
        dust = Column(changed, balance => balance.Dust),
        stale = Column(changed, balance => balance.StaleSince?.UtcDateTime),
        receipt = Column(changed, balance => balance.FromReceipt),
        profit = Column(changed, balance => balance.UnrealizedProfit),
        receiptQuantity = Column(changed, balance => balance.ReceiptQuantity),
        ownPrice = Column(changed, balance => balance.Row.PriceUsd),
        ownSource = Column(changed, balance => balance.Row.PriceSource),
        ownPriced = Column(changed, balance => balance.Row.PricedAt?.UtcDateTime),
    };

    private static object OfProfits(IReadOnlyList<(string Symbol, decimal Profit)> profits) => new
    {
        profitSymbols = Column(profits, asset => asset.Symbol),
        profits = Column(profits, asset => asset.Profit),
    };

    private static object OfPrices(IReadOnlyList<AssetPrice> prices, DateTimeOffset? pricedAt) => new
    {
        pricedAt,
        priceSteps = PriceSteps.All,
        pricedSymbols = Column(prices, price => price.Symbol),
        usd = Column(prices, price => price.Usd),
        priceSources = Column(prices, price => price.Source),
        priceHosts = Column(prices, price => price.Host),
    };

    private static object OfRemovedBalances(IReadOnlyList<(string Wallet, string Symbol)> removed) => new
    {
        removedWallets = Column(removed, balance => balance.Wallet),
        removedSymbols = Column(removed, balance => balance.Symbol),
    };

    private static object OfChanges(IReadOnlyList<HoldingChange> changes) => new
    {
        changedSymbols = Column(changes, change => change.Symbol),
        changedQuantities = Column(changes, change => change.Quantity),
        reasons = Column(changes, change => change.Reason),
        continues = Column(changes, change => change.Continues),
        continuesRows = Column(changes, change => change.ContinuesRow),
    };

    private static object OfQuestions(IReadOnlyList<RenameQuestion> questions) => new
    {
        askedOld = Column(questions, question => question.Old),
        askedNew = Column(questions, question => question.New),
        askedQuantity = Column(questions, question => question.Quantity),
    };

    private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value) =>
        [.. rows.Select(value)];
}

using Dapper;
using Portfolio.Storage.Prices;

namespace Portfolio.Storage.Syncs;

/// <summary>
/// The parameters of <see cref="ResultSql"/>. Those that the statements of a run do not name are not sent.
/// </summary>
internal static class ResultArgs
{
    public static DynamicParameters Of(Claim claim, SyncResult result)
    {
        var args = new DynamicParameters();
        args.AddDynamicParams(OfRun(claim, result));
        args.AddDynamicParams(OfNames([.. ResultSql.NewNames(claim, result)]));
        args.AddDynamicParams(OfBalances(result.ChangedBalances));
        args.AddDynamicParams(OfRemovedBalances(result.RemovedBalances));
        args.AddDynamicParams(OfProfits(result.Profits));
        args.AddDynamicParams(OfPrices(result.NewPrices, result.PricedAt));
        args.AddDynamicParams(OfChanges(claim, result));
        args.AddDynamicParams(OfQuestions(result.Questions));
        return args;
    }

    private static object OfRun(Claim claim, SyncResult result) => new
    {
        claim.ConnectionId, claim.UserId, claim.Exchange, claim.Fence, result.RunId, result.FinishedAt,
        result.NewPortfolioName,
        newPortfolioId = Guid.CreateVersion7(result.FinishedAt),
        finished = FinishedSync.Json([FinishedSync.Of(claim, result)]),
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
        pricesFreshFor = AssetPriceStore.FreshFor,
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

    private static object OfChanges(Claim claim, SyncResult result) => new
    {
        changedSymbols = Column(result.Changes, change => change.Symbol),
        changedQuantities = Column(result.Changes, change => change.Quantity),
        reasons = Column(result.Changes, change => change.Reason),
        continues = Column(result.Changes, change => change.Continues),
        continuesRows = Column(result.Changes, change => change.ContinuesRow),
        changedOwnPrices = Column(result.Changes, change => OwnPriceOf(change.Symbol, claim, result)),
    };

    /// <summary>The exchange's newest own valuation of an asset in this account; null where there is none.</summary>
    private static decimal? OwnPriceOf(string symbol, Claim claim, SyncResult result) => result.ChangedBalances
        .Concat(claim.Balances)
        .FirstOrDefault(balance => balance.Symbol == symbol && balance.Row.PriceUsd is not null)?.Row.PriceUsd;

    private static object OfQuestions(IReadOnlyList<RenameQuestion> questions) => new
    {
        askedOld = Column(questions, question => question.Old),
        askedNew = Column(questions, question => question.New),
        askedQuantity = Column(questions, question => question.Quantity),
    };

    private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value) =>
        [.. rows.Select(value)];
}

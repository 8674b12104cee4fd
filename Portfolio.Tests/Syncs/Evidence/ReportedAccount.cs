using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;
using Portfolio.Worker.Syncs.Evidence;

namespace Portfolio.Tests.Syncs.Evidence;

/// <summary>
/// An account with totals that its exchange reports: each reading is judged by the state that the previous one left.
/// </summary>
internal sealed class ReportedAccount
{
    public static readonly SyncOptions Options = new();

    private static readonly DustLine Line = new(EntersAt: 1.00m, LeavesBelow: 0.80m);

    private List<StoredBalance> stored = [];
    private SyncEvidence evidence = new();

    public DateTimeOffset Now { get; set; } = Account.Noon;

    public bool PricesAreStale { get; set; }

    public Dictionary<string, decimal> Prices { get; } = new() { ["BTC"] = 84_800m, ["ETH"] = 1_600m, ["USDT"] = 1m };

    /// <summary>Of flexible earn, among the spot balances of the next readings.</summary>
    public IReadOnlyList<AssetQuantity>? Receipts { get; set; }

    /// <summary>By wallet; empty: the exchange reports no total.</summary>
    public Dictionary<string, decimal> Totals { get; } = [];

    public SyncEvidence Evidence => evidence;

    public decimal Held(string symbol) =>
        stored.Where(balance => balance.Symbol == symbol).Sum(balance => balance.Quantity);

    /// <summary>The stored state after the run: a wallet that may not be booked keeps its balances.</summary>
    public Judgement Read(params WalletReading[] wallets)
    {
        var snapshot = Snapshot(wallets);
        var verdict = Judge(snapshot, reread: true);
        var judgement = Judgement.Of(Claim(), snapshot, verdict, Options, Now);
        Store(judgement, snapshot);
        return judgement;
    }

    /// <summary>The wallets that a first verdict would read once more.</summary>
    public IReadOnlySet<string> Doubtful(params WalletReading[] wallets) =>
        Judge(Snapshot(wallets), reread: false).Doubtful;

    private Verdict Judge(AccountSnapshot snapshot, bool reread)
    {
        var baselines = Baselines.Read(evidence.ReportedGaps);
        return Contradictions.Of(Comparisons.Of(snapshot, stored, baselines, reread), baselines);
    }

    public void Confirm() => evidence = evidence with { ReadingConfirmedAt = Now };

    public static IReadOnlyList<string> Contradicted(Judgement judgement) =>
    [
        .. judgement.Account.Wallets.Where(wallet => wallet.Outcome is WalletOutcome.Contradicted)
            .Select(wallet => wallet.Wallet),
    ];

    private AccountSnapshot Snapshot(WalletReading[] wallets)
    {
        var account = new AccountReading("account", wallets) { Receipts = Receipts };
        var prices = Prices.ToDictionary(price => price.Key, price => new Price(price.Value, $"{price.Key}USDT"));
        return new AccountSnapshot(
            new KeyReading(true, ["read"], []),
            account,
            new PriceList(prices, Now) { IsStale = PricesAreStale },
            new Dictionary<string, string>())
        {
            Total = Totals.Count is 0
                ? null
                : AccountTotal.Of([.. Totals.Select(total => new WalletTotal(total.Key, total.Key, total.Value))]),
        };
    }

    private Claim Claim() => new()
    {
        ConnectionId = Guid.Empty,
        UserId = Guid.Empty,
        Exchange = "okx",
        Request = 1,
        Fence = 1,
        Trigger = "scheduled",
        StartedAt = Now,
        AttemptedAt = Now,
        Unseal = () => throw new InvalidOperationException("No key is needed here."),
        SyncIntervalMinutes = 60,
        Failures = 0,
        Evidence = evidence,
        Balances = stored,
    };

    private void Store(Judgement judgement, AccountSnapshot snapshot)
    {
        var result = Reconciliation.Of(
            stored, judgement.Account, snapshot.Prices, snapshot.Names, Line, Now);
        stored = [.. result.Balances];
        evidence = judgement.Evidence with
        {
            ReadingConfirmedAt = Contradiction.Read(evidence.Contradiction)?.Id is { } id
                && Contradiction.Read(judgement.Evidence.Contradiction)?.Id == id ? evidence.ReadingConfirmedAt : null,
        };
    }

}

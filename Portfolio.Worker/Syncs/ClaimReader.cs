using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Budgets;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs.Evidence;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// Opens the key of a claim and reads its account with it, within the claim's lease. Every failure on the way is an
/// <see cref="ExchangeException"/> with its kind.
/// </summary>
internal sealed class ClaimReader(RequestBudgets budgets, IOptions<SyncOptions> options, TimeProvider clock)
{
    /// <summary>Kept free at the end of the lease, for storing the reading.</summary>
    private static readonly TimeSpan TimeToStore = TimeSpan.FromSeconds(5);

    private readonly SyncOptions options = options.Value;

    public async Task<(AccountSnapshot Snapshot, Verdict Verdict)> ReadAsync(
        IExchange exchange, Admission admission, Claim claim, CancellationToken ct)
    {
        using var lease = new CancellationTokenSource(options.Lease - TimeToStore, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, lease.Token);
        try
        {
            return await SettleAsync(exchange, admission, claim, either.Token);
        }
        catch (UnsealException unreadable)
        {
            throw new ExchangeException(ErrorKinds.Internal, null, unreadable.Message, inner: unreadable);
        }
        catch (OperationCanceledException late) when (lease.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, "The account was not read before the lease ended.", inner: late);
        }
    }

    private async Task<(AccountSnapshot Snapshot, Verdict Verdict)> SettleAsync(
        IExchange exchange, Admission admission, Claim claim, CancellationToken ct)
    {
        var key = new ExchangeKey(claim.Unseal(), claim.Region, admission.Reservation);
        var snapshot = admission.MaySkip is { } expensive
            ? await ReadFrugallyAsync(exchange, expensive, key, claim, ct)
            : await AccountReader.ReadAsync(exchange, key, HeldIn(claim), ct);
        if (claim.AccountId is null && snapshot.Account is { AccountId: null, Missed: { } missed })
            throw missed;
        if (claim.AccountId is { } pinned && snapshot.Account.AccountId is { } read && read != pinned)
            throw new ExchangeException(ErrorKinds.AccountMismatch, null, "The key belongs to another account.");

        var baselines = Baselines.Read(claim.Evidence.ReportedGaps);
        return await Settlement.ReadAsync(exchange, key, snapshot, claim.Balances, baselines, ct);
    }

    private static HashSet<string> HeldIn(Claim claim) => [.. claim.Balances.Select(balance => balance.Wallet)];

    /// <summary>
    /// The expensive wallets are read where they may have changed, and paid for then. If the limits have no capacity
    /// for that, the run is given up, and the next one pays for them in advance.
    /// </summary>
    /// <exception cref="FullReadingDeferredException">They have none now.</exception>
    private async Task<AccountSnapshot> ReadFrugallyAsync(
        IExchange exchange, ExpensiveWallets expensive, ExchangeKey key, Claim claim, CancellationToken ct)
    {
        var held = HeldIn(claim);
        var cheap = await AccountReader.ReadCheaplyAsync(exchange, key, held, ct);
        if (FullReading.MayBeSkipped(claim, options.FullReadingEvery)
            && FullReading.Skipping(cheap, claim) is { } skipping)
        {
            return skipping;
        }

        var budget = budgets.Of(exchange.PlaceOf(cheap.Region));
        var reservation = await budget.ReserveAsync(expensive.Costs, options.ScheduledShare, ct)
            ?? throw new FullReadingDeferredException(exchange.Name, budget.NextWindow(expensive.Costs));
        try
        {
            return await AccountReader.ReadSkippedAsync(exchange, key.PaidBy(reservation), cheap, held, ct);
        }
        finally
        {
            await budget.GiveBackAsync(reservation, CancellationToken.None);
        }
    }
}

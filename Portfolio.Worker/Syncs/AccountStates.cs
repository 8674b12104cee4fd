using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Portfolio.Storage.Runs;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;

namespace Portfolio.Worker.Syncs;

/// <summary>
/// The stored states of accounts that this process has read. A state is known by its id, which every write to it
/// replaces, so one that another worker has changed is read again. Prices are not a part of it: they are those of the
/// exchange, some seconds old at most.
/// </summary>
internal sealed class AccountStates(AccountStateStore store, TimeProvider clock) : IDisposable
{
    /// <summary>Balances that are kept in memory, of all accounts: about 25 MB.</summary>
    private const int MostBalances = 100_000;

    private static readonly TimeSpan PricesFreshFor = TimeSpan.FromSeconds(5);

    private readonly MemoryCache states = new(Options.Create(new MemoryCacheOptions { SizeLimit = MostBalances }));
    private readonly ConcurrentDictionary<string, SingleFlightCache<ReadPrices>> prices = new();

    /// <summary>The claim with the state of its account.</summary>
    public async Task<Claim> CompleteAsync(SetClaim claimed, CancellationToken ct)
    {
        var claim = claimed.Claim;
        var state = await StateAsync(claimed, ct);
        var known = await PricesAsync(claim.Exchange, ct);
        return claim with
        {
            Balances = [.. state.Balances.Select(balance =>
                known.TryGetValue(balance.Symbol, out var price) ? price.Value(balance) : balance.Valued())],
            Renames = state.Renames,
        };
    }

    /// <summary>The result is stored, so the state after it is known without a reading.</summary>
    public void Learn(Claim claim, SyncResult result)
    {
        var gone = result.RemovedBalances.Concat(result.ChangedBalances.Select(Key)).ToHashSet();
        var everHeld = claim.Renames.EverHeld.Union(result.Changes.Select(change => change.Symbol)).ToHashSet();
        if (IsSettled(claim.Renames) && result.Questions.Count is 0 && result.Changes.All(IsNoRename))
        {
            Keep(claim.ConnectionId, result.StateId, new AccountState(
                [
                    .. claim.Balances.Where(balance => !gone.Contains(Key(balance)))
                        .Concat(result.ChangedBalances)
                        .Select(balance => balance.Row),
                ],
                RenameMemory.None with { EverHeld = everHeld }));
        }
    }

    public void Dispose() => states.Dispose();

    private static (string Wallet, string Symbol) Key(StoredBalance balance) => (balance.Wallet, balance.Symbol);

    private static bool IsNoRename(HoldingChange change) =>
        change is { Reason: not ("renamed" or "awaiting_successor"), Continues: null, ContinuesRow: null };

    private async Task<AccountState> StateAsync(SetClaim claimed, CancellationToken ct)
    {
        var claim = claimed.Claim;
        // After any other outcome the ledger has to say which run was the last complete one.
        if (claim.LastOutcome is RunOutcomes.Succeeded
            && states.TryGetValue(claim.ConnectionId, out (Guid Id, AccountState State) kept)
            && kept.Id == claimed.StateId)
        {
            return kept.State with { Renames = kept.State.Renames with { LastCompleteAt = claim.LastSyncedAt } };
        }

        var state = await store.ReadAsync(claim.UserId, claim.ConnectionId, clock.GetUtcNow(), ct);
        if (IsSettled(state.Renames))
            Keep(claim.ConnectionId, claimed.StateId, state);
        return state;
    }

    private void Keep(Guid connectionId, Guid stateId, AccountState state) =>
        states.Set(connectionId, (stateId, state), new MemoryCacheEntryOptions
        {
            Size = 1 + state.Balances.Count + state.Renames.EverHeld.Count,
        });

    /// <summary>Renames that are under way change with time alone.</summary>
    private static bool IsSettled(RenameMemory renames) =>
        renames is { Waiting.Count: 0, Early.Count: 0, Questions.Count: 0 };

    private async Task<IReadOnlyDictionary<string, StoredPrice>> PricesAsync(string exchange, CancellationToken ct)
    {
        var read = await prices.GetOrAdd(exchange, _ => new SingleFlightCache<ReadPrices>()).GetAsync(
            last => clock.GetElapsedTime(last.ReadAt) < PricesFreshFor,
            async () => new ReadPrices(
                clock.GetTimestamp(), await store.PricesAsync(exchange, CancellationToken.None)),
            ct);
        return read.BySymbol;
    }

    private sealed record ReadPrices(long ReadAt, IReadOnlyDictionary<string, StoredPrice> BySymbol);
}

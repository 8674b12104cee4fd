using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges;

/// <summary>Gives each wallet of a run its own outcome, and decides which failures concern the whole run.</summary>
internal static class WalletReads
{
    /// <summary>
    /// A cancelled reading is a wallet that was not read in time: the caller checks whether the whole run was
    /// cancelled.
    /// </summary>
    /// <param name="read">The wallet's rows; an asset may be listed more than once.</param>
    public static async Task<WalletReading> ReadAsync(string wallet, Func<Task<IReadOnlyList<AssetQuantity>>> read)
    {
        try
        {
            return new WalletReading(wallet, WalletOutcome.Ok, AssetQuantity.Sum(await read()));
        }
        catch (ExchangeException failure)
        {
            return new WalletReading(wallet, OutcomeOf(failure), [], failure);
        }
        catch (OperationCanceledException late)
        {
            return new WalletReading(wallet, WalletOutcome.Unavailable, [], new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, "The wallet was not read in time.", null, late));
        }
    }

    /// <summary>
    /// Reads some wallets once more, side by side. One that cannot be read this time keeps its first reading.
    /// </summary>
    public static async Task<IReadOnlyList<WalletReading>> ReadAgainAsync(
        IReadOnlyList<WalletReading> first, IReadOnlySet<string> wallets, Func<string, Task<WalletReading>> read) =>
        await Task.WhenAll(first.Select(async wallet =>
            wallets.Contains(wallet.Wallet) && await read(wallet.Wallet) is { Outcome: WalletOutcome.Ok } again
                ? again
                : wallet));

    /// <summary>
    /// A limit, a ban, a blocked country, a wrong clock and a refusal of the key as such concern the whole run, and so
    /// does an account that is too large. A run that read no wallet at all has failed. A limit is reported before a
    /// refusal: during a ban an exchange may refuse valid keys.
    /// </summary>
    /// <exception cref="ExchangeException">The failure that ends the run.</exception>
    public static void ThrowIfTheRunEnds(IReadOnlyList<WalletReading> wallets)
    {
        var failures = wallets.Select(wallet => wallet.Failure).OfType<ExchangeException>().Where(EndsTheRun).ToList();
        if (failures.OrderBy(Rank).FirstOrDefault() is { } end)
            throw end;

        if (wallets.Any(wallet => wallet.Outcome is WalletOutcome.Ok))
            return;

        var missed = wallets.FirstOrDefault(wallet => wallet.Outcome is WalletOutcome.Unavailable) ?? wallets[0];
        throw missed.Failure ?? new ExchangeException(ErrorKinds.ExchangeUnavailable, null, "No wallet was read.");
    }

    /// <summary>
    /// A limit that was hit comes before a limit that was only known of; both come before other failures.
    /// </summary>
    private static int Rank(ExchangeException failure) => failure switch
    {
        NotSentException => 1,
        { Kind: ErrorKinds.RateLimited } => 0,
        _ => 2,
    };

    private static WalletOutcome OutcomeOf(ExchangeException failure) => failure switch
    {
        { Code: "404" } => WalletOutcome.Unsupported,
        { Kind: ErrorKinds.PermissionDenied or ErrorKinds.ExchangeRefused } => WalletOutcome.Refused,
        _ => WalletOutcome.Unavailable,
    };

    private static bool EndsTheRun(ExchangeException failure) => failure is KeyScopeException or { IsTooMuch: true }
        || failure.Kind is ErrorKinds.RateLimited or ErrorKinds.RegionBlocked or ErrorKinds.ClockSkew
            or ErrorKinds.InvalidCredentials or ErrorKinds.IpNotAllowed or ErrorKinds.WrongRegion;
}

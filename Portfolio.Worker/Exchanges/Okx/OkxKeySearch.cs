using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>The answers of the hosts that were searched for a key, and the one reported as the reason.</summary>
/// <param name="remembered">The region that knew the key last; null when none did yet.</param>
internal sealed class OkxKeySearch(string? remembered, OkxHosts hosts)
{
    private readonly List<(string Region, ExchangeException Failure)> unknown = [];
    private readonly List<(string Region, ExchangeException Failure)> failed = [];

    /// <summary>
    /// Keeps why a host gave no answer for the key, so that the search continues. False for a refusal by a host that
    /// knows the key: no other host can know better.
    /// </summary>
    public bool PassesOver(OkxHost host, ExchangeException failure)
    {
        if (failure.Code is OkxErrors.UnknownKey)
            unknown.Add((host.Region, failure));
        else if (!ErrorKinds.IsRefusal(failure.Kind))
            failed.Add((host.Region, failure));
        else
            return false;

        return true;
    }

    /// <summary>
    /// Why the key was not found. While the host that knew it last cannot be reached, no answer of another one counts.
    /// While any host cannot be reached, it may be the key's host, and the key is not called wrong.
    /// </summary>
    public ExchangeException Failure()
    {
        if (failed.Find(host => host.Region == remembered) is { Failure: { } own })
            return own;

        return failed.Count > 0
            ? WithSearch(failed.MinBy(host => Rank(host.Failure)).Failure)
            : Unknown(unknown.FirstOrDefault().Failure);
    }

    /// <summary>
    /// The likeliest reason first: a host that refused with a code, though not that of an unknown key, may well know
    /// the key; a wrong clock is wrong everywhere; a failure that passes comes before a country that stays blocked,
    /// and a failed request before one that was not sent.
    /// </summary>
    private static int Rank(ExchangeException failure) => failure switch
    {
        NotSentException => 7,
        { Kind: ErrorKinds.ExchangeRefused } => 0,
        { Kind: ErrorKinds.RateLimited } => 1,
        { Kind: ErrorKinds.ClockSkew } => 2,
        { Kind: ErrorKinds.ExchangeUnavailable } => 3,
        { Kind: ErrorKinds.Network } => 4,
        { Kind: ErrorKinds.RegionBlocked } => 5,
        _ => 6,
    };

    /// <summary>A new exception, because other callers of the same call may have received the original.</summary>
    private ExchangeException WithSearch(ExchangeException failure)
    {
        var detail = Written(failure.Detail);
        return failure switch
        {
            PausedException paused =>
                new PausedException("OKX", paused.Until) { Detail = detail, Region = failure.Region },
            BudgetSpentException spent => new BudgetSpentException("OKX", spent.Until) { Detail = detail },
            _ => new ExchangeException(failure.Kind, failure.Code, failure.Message, failure.RetryAt, failure)
            {
                Detail = detail,
                Region = failure.Region,
                EgressAddress = failure.EgressAddress,
            },
        };
    }

    /// <summary>No host knows the key. If its former host is no longer configured, that is the reason.</summary>
    private ExchangeException Unknown(ExchangeException? refusal) => IsGone
        ? new ExchangeException(
            ErrorKinds.WrongRegion,
            OkxErrors.UnknownKey,
            $"The key's region of OKX is not among {OkxOptions.Section}:Regions, and no other knows it.",
            null,
            refusal)
        {
            Detail = Written(null),
        }
        : new ExchangeException(
            ErrorKinds.InvalidCredentials, OkxErrors.UnknownKey, "No host of OKX knows the key.", null, refusal)
        {
            MayBeTransient = true,
            Field = OkxErrors.FieldOf(OkxErrors.UnknownKey),
            Detail = Written(null),
            Region = remembered,
        };

    private bool IsGone => remembered is not null && hosts.Find(remembered) is null;

    private string Written(string? detail) => new RegionSearch(
        [.. unknown.Select(host => host.Region)],
        [.. failed.Select(host => new RegionFailure(host.Region, host.Failure.Kind))],
        IsGone ? remembered : null,
        detail).Write();
}

using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Exchanges;

namespace Portfolio.Simulator.Requests;

/// <summary>What is noted about one request on its way through. Never a key, a signature or a query.</summary>
internal sealed class RequestTrace
{
    /// <summary>The exchange whose path was requested; null when the path belongs to none.</summary>
    public ISimulatedExchange? Exchange { get; init; }

    /// <summary>Whose key came with it; null without a key or with one that does not exist.</summary>
    public Credential? Caller { get; init; }

    public int Weight { get; set; }

    /// <summary>The fault that answered in the exchange's place; null without one.</summary>
    public string? Fault { get; set; }

    /// <summary>The number of the page that was asked for is overlooked: it is answered with the first.</summary>
    public bool IgnoresPage { get; set; }

    /// <summary>The connection was dropped before an answer.</summary>
    public bool Unanswered { get; set; }
}

/// <param name="Status">0 when no answer was sent.</param>
internal sealed record RequestEntry(
    DateTimeOffset At, string Method, string Path, string? Account, int Status, int Weight, string? Fault);

using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Exchanges;

namespace Portfolio.Simulator.Requests;

/// <summary>The recorded properties of one request. Never a key, a signature or a query.</summary>
internal sealed class RequestTrace
{
    /// <summary>The exchange whose path was requested; null when the path belongs to none.</summary>
    public ISimulatedExchange? Exchange { get; init; }

    /// <summary>The owner of its key; null without a key or with an unknown one.</summary>
    public Credential? Caller { get; init; }

    public int Weight { get; set; }

    /// <summary>The fault that answered in the exchange's place; null without one.</summary>
    public string? Fault { get; set; }

    /// <summary>The requested page number is ignored: the answer is the first page.</summary>
    public bool IgnoresPage { get; set; }

    /// <summary>The connection was dropped before an answer.</summary>
    public bool Unanswered { get; set; }
}

/// <param name="Status">0 when no answer was sent.</param>
internal sealed record RequestEntry(
    DateTimeOffset At, string Method, string Path, string? Account, int Status, int Weight, string? Fault);

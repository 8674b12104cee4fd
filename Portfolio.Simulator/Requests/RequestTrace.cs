namespace Portfolio.Simulator.Requests;

/// <summary>What is noted about one request on its way through. Never a key, a signature or a query.</summary>
internal sealed class RequestTrace
{
    /// <summary>The name of the account whose key came with it; null without one.</summary>
    public string? Account { get; set; }

    public int Weight { get; set; }

    /// <summary>The fault that answered in the exchange's place; null without one.</summary>
    public string? Fault { get; set; }
}

/// <param name="Status">0 when no answer was sent.</param>
internal sealed record RequestEntry(
    DateTimeOffset At, string Method, string Path, string? Account, int Status, int Weight, string? Fault);

namespace Portfolio.Storage.Portfolios;

/// <summary>
/// Held to the end of its transaction by whoever chooses a portfolio for a user's connection, removes one, or goes
/// through all of them: so two first syncs agree on one portfolio, and none of them meets one that is about to be gone.
/// </summary>
internal static class PortfolioLock
{
    /// <summary>Takes a parameter <c>userId</c>, and answers a result set of its own.</summary>
    public const string Take = "select pg_advisory_xact_lock(hashtextextended(@userId::text, 0)) is null;";
}

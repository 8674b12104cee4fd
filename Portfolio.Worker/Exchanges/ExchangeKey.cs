using Portfolio.Storage.Credentials;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// A user's key, and where it lives. Not a record, so that no generated <c>ToString</c> can put a secret into a log
/// line.
/// </summary>
/// <param name="region">
/// Name of the exchange's region that knows the key (<c>global</c>, <c>eea</c>, <c>us</c> at OKX); null where the
/// exchange has none, or before it was found.
/// </param>
internal sealed class ExchangeKey(ApiCredentials credentials, string? region = null)
{
    public ApiCredentials Credentials { get; } = credentials;

    public string? Region { get; } = region;

    /// <summary>The same key, with what a reading found out about its region.</summary>
    public ExchangeKey In(string? found) =>
        found is null || found == Region ? this : new ExchangeKey(Credentials, found);
}

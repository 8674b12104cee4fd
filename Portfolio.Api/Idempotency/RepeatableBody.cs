using Portfolio.Storage.Credentials;
using Portfolio.Storage.Idempotency;

namespace Portfolio.Api.Idempotency;

/// <summary>The body of a request with an idempotency key.</summary>
/// <param name="key">The value of the <c>Idempotency-Key</c> header, as received.</param>
/// <param name="body">The exact bytes by which a repeated request is recognized.</param>
/// <param name="wait">How long the caller prefers to wait for the answer.</param>
internal sealed class RepeatableBody(string key, byte[] body, TimeSpan wait)
{
    /// <summary>For all that a request does beside waiting.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    public string Key => key;

    /// <summary>Null without the header.</summary>
    public static RepeatableBody? Of(HttpRequest request, byte[] body, TimeSpan wait = default) =>
        IdempotencyHeader.Read(request) is { } key ? new RepeatableBody(key, body, wait) : null;

    public IdempotencyKey Sealed(CredentialSealer sealer) => new(key, sealer.BodyHmac(body), wait + Margin);
}

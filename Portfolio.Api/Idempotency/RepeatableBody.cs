using Portfolio.Storage.Credentials;
using Portfolio.Storage.Idempotency;

namespace Portfolio.Api.Idempotency;

/// <summary>The body of a request with an idempotency key.</summary>
/// <param name="key">The value of the <c>Idempotency-Key</c> header, as received.</param>
/// <param name="body">The exact bytes by which a repeated request is recognized.</param>
internal sealed class RepeatableBody(string key, byte[] body)
{
    public string Key => key;

    /// <summary>Null without the header.</summary>
    public static RepeatableBody? Of(HttpRequest request, byte[] body) =>
        IdempotencyHeader.Read(request) is { } key ? new RepeatableBody(key, body) : null;

    public IdempotencyKey Sealed(CredentialSealer sealer) => new(key, sealer.BodyHmac(body));
}

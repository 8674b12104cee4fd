using Portfolio.Storage.Credentials;

namespace Portfolio.Storage.Idempotency;

/// <param name="BodyHmac">From <see cref="CredentialSealer.BodyHmac"/>.</param>
/// <param name="AnsweredWithin">
/// How long the request takes at most; after it, the process that served the request must be dead.
/// </param>
public sealed record IdempotencyKey(string Key, byte[] BodyHmac, TimeSpan AnsweredWithin);

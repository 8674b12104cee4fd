using Portfolio.Storage.Credentials;

namespace Portfolio.Storage.Idempotency;

/// <param name="BodyHmac">From <see cref="CredentialSealer.BodyHmac"/>.</param>
public sealed record IdempotencyKey(string Key, byte[] BodyHmac);

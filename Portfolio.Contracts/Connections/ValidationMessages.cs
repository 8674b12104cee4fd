namespace Portfolio.Contracts.Connections;

/// <summary>
/// Asks the worker to try a key without saving anything. Routed by exchange to a queue that is not durable; answered
/// with <see cref="KeyAccepted"/> or <see cref="KeyRefused"/>, never with a fault.
/// </summary>
/// <param name="RequestId">Part of what <paramref name="SealedKey"/> is bound to, so that it opens for this request
/// only.</param>
/// <param name="SealedKey">Key, secret and passphrase as JSON, sealed to user, request, purpose and expiry.</param>
/// <param name="ExpiresAt">After this the worker drops the request: nobody waits for it any more.</param>
public sealed record ValidateKey(
    Guid RequestId, Guid UserId, string Exchange, byte[] SealedKey, DateTimeOffset ExpiresAt)
{
    /// <summary>
    /// A person waits for a preview: a wallet that does not answer within seconds is left out of it. False: the key is
    /// to replace another one, and its account is waited for.
    /// </summary>
    public bool ForPreview { get; init; }
}

/// <summary>The key works and may only read; this is what a sync with it would book.</summary>
/// <param name="TotalUsd">Sum of the priced assets' values, in USD.</param>
public sealed record KeyAccepted(
    IReadOnlyList<string> Permissions,
    string? AccountId,
    IReadOnlyList<PreviewAsset> Assets,
    int DustSkipped,
    int Unpriced,
    decimal TotalUsd)
{
    /// <summary>Every wallet that was asked for; null from a worker that does not report them yet.</summary>
    public IReadOnlyList<PreviewWallet>? Wallets { get; init; }

    /// <summary>A <see cref="Connections.Coverage"/> as JSON; null when the exchange gave no total.</summary>
    public string? Coverage { get; init; }
}

/// <param name="Outcome">As in <see cref="RunWallet"/>.</param>
/// <param name="Kind">One of <see cref="Errors.ErrorKinds"/>; null when the wallet was read.</param>
/// <param name="Code">The exchange's own code; null when it gave none.</param>
public sealed record PreviewWallet(string Wallet, string Outcome, string? Kind, string? Code)
{
    /// <summary>Of a contradicted wallet: what the exchange says it is worth, as a number in text; else null.</summary>
    public string? ReportedUsd { get; init; }

    /// <summary>Of a contradicted wallet: the value of what was read; else null.</summary>
    public string? ReadUsd { get; init; }
}

/// <param name="ValueUsd">Null when the asset has no live price.</param>
public sealed record PreviewAsset(string Symbol, string Name, decimal Quantity, decimal? ValueUsd);

/// <summary>The key was refused, or could not be tried.</summary>
/// <param name="Kind">One of <see cref="Errors.ErrorKinds"/>.</param>
/// <param name="Detail">
/// This server's address, where the sentence about the refusal needs it and it is known; what the key may do beside
/// reading; one of <see cref="Errors.ErrorDetails"/>; a <see cref="Errors.RegionSearch"/>.
/// </param>
/// <param name="RetryAt">When the exchange may be asked again; null when unknown.</param>
/// <param name="Field">The field of <c>POST /connections</c> that is wrong; null where the exchange does not
/// tell.</param>
public sealed record KeyRefused(
    string Kind, string? Code, string? Detail, DateTimeOffset? RetryAt, string? Field = null);

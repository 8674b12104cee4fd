namespace Portfolio.Contracts.Connections;

/// <summary>
/// Requests a trial of a key from the worker, without saving anything. Routed by exchange to a queue that is not
/// durable; answered with <see cref="KeyAccepted"/> or <see cref="KeyRefused"/>, never with a fault.
/// </summary>
/// <param name="RequestId">
/// <paramref name="SealedKey"/> is bound to it, so that the key opens for this request only.
/// </param>
/// <param name="SealedKey">Key, secret and passphrase as JSON, sealed to user, request, purpose and expiry.</param>
/// <param name="ExpiresAt">After this the worker drops the request: its caller no longer waits.</param>
public sealed record ValidateKey(
    Guid RequestId, Guid UserId, string Exchange, byte[] SealedKey, DateTimeOffset ExpiresAt)
{
    /// <summary>
    /// A person waits for a preview: a wallet that does not answer within seconds is left out of it. False: the key is
    /// to replace another one, and the worker waits for its account.
    /// </summary>
    public bool ForPreview { get; init; }
}

/// <summary>The key works and may only read. Lists the assets that a sync with it would book.</summary>
/// <param name="TotalUsd">Sum of the priced assets' values, in USD.</param>
public sealed record KeyAccepted(
    IReadOnlyList<string> Permissions,
    string? AccountId,
    IReadOnlyList<PreviewAsset> Assets,
    int DustSkipped,
    int Unpriced,
    decimal TotalUsd)
{
    /// <summary>Every wallet that was requested; null from an older worker, which does not report them.</summary>
    public IReadOnlyList<PreviewWallet>? Wallets { get; init; }

    /// <summary>Wallets that count by their value alone; null from an older worker.</summary>
    public IReadOnlyList<PreviewDerivatives>? Derivatives { get; init; }

    /// <summary>A <see cref="Connections.Coverage"/> as JSON; null when the exchange gave no total.</summary>
    public string? Coverage { get; init; }
}

/// <param name="Outcome">As in <see cref="RunWallet"/>.</param>
/// <param name="Kind">One of <see cref="Errors.ErrorKinds"/>; null when the wallet was read.</param>
/// <param name="Code">The exchange's own code; null when it gave none.</param>
public sealed record PreviewWallet(string Wallet, string Outcome, string? Kind, string? Code)
{
    /// <summary>Of a contradicted wallet: its value by the exchange's report, as a number in text; else null.</summary>
    public string? ReportedUsd { get; init; }

    /// <summary>Of a contradicted wallet: the value that was read; else null.</summary>
    public string? ReadUsd { get; init; }
}

/// <param name="ValueUsd">Null when the asset has no live price.</param>
public sealed record PreviewAsset(string Symbol, string Name, decimal Quantity, decimal? ValueUsd);

/// <summary>A wallet of derivatives.</summary>
/// <param name="ValueUsd">Of the priced assets in it, unrealised profit included.</param>
public sealed record PreviewDerivatives(string Wallet, decimal ValueUsd, decimal UnrealizedProfitUsd);

/// <summary>The key was refused, or could not be tried.</summary>
/// <param name="Kind">One of <see cref="Errors.ErrorKinds"/>.</param>
/// <param name="Detail">
/// This server's address, where the sentence about the refusal needs it and it is known; the key's rights beyond
/// reading; one of <see cref="Errors.ErrorDetails"/>; a <see cref="Errors.RegionSearch"/>.
/// </param>
/// <param name="RetryAt">When requests to the exchange may be sent again; null when unknown.</param>
/// <param name="Field">The wrong field of <c>POST /connections</c>; null where the exchange names none.</param>
public sealed record KeyRefused(
    string Kind, string? Code, string? Detail, DateTimeOffset? RetryAt, string? Field = null);

using Portfolio.Api.Answers;
using Portfolio.Api.Reference;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Connections;

/// <summary>The kinds of errors at an exchange that a route may answer.</summary>
internal static class ExchangeErrors
{
    private static readonly string[] Trial =
    [
        ErrorKinds.InvalidCredentials, ErrorKinds.PermissionDenied, ErrorKinds.ExcessPermissions,
        ErrorKinds.IpNotAllowed, ErrorKinds.Network, ErrorKinds.ExchangeRefused, ErrorKinds.ExchangeUnavailable,
        ErrorKinds.RateLimited, ErrorKinds.RegionBlocked, ErrorKinds.ClockSkew,
    ];

    /// <summary>Of a sync whose outcome the answer waits for.</summary>
    public static IReadOnlyList<string> OfSync { get; } =
        [.. Trial, ErrorKinds.WrongRegion, ErrorKinds.AccountMismatch];

    /// <summary>Of a connection whose key was destroyed: the reason.</summary>
    public static IReadOnlyList<string> OfDestroyedKey { get; } =
        [ErrorKinds.ExcessPermissions, ErrorKinds.InvalidCredentials];

    /// <summary>Of a key that is only tried.</summary>
    public static ErrorReference[] OfTrial { get; } =
    [
        .. Trial.Select(kind =>
            new ErrorReference(kind, ErrorCatalog.ForTrial(kind, ExchangeNames.Binance, detail: null, field: null))),
    ];

    /// <summary>Of a key that is tried before it replaces another one.</summary>
    public static ErrorReference[] OfReplacement { get; } =
    [
        .. OfSync.Select(kind => new ErrorReference(
            kind, ErrorCatalog.ForReplacement(kind, ExchangeNames.Binance, detail: null, field: null))),
    ];
}

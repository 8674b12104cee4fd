using Portfolio.Storage.Credentials;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges;

/// <summary>
/// A user's key, its region, and the reservation that pays for reading with it. Not a record, so that no generated
/// <c>ToString</c> can put a secret into a log line.
/// </summary>
/// <param name="region">
/// Name of the exchange's region that knows the key (<c>global</c>, <c>eea</c>, <c>us</c> at OKX); null where the
/// exchange has none, or before it was found.
/// </param>
/// <param name="reservation">The part of the exchange's limits reserved for this reading; null: none.</param>
internal sealed class ExchangeKey(
    ApiCredentials credentials, string? region = null, BudgetReservation? reservation = null)
{
    public ApiCredentials Credentials { get; } = credentials;

    public string? Region { get; } = region;

    public BudgetReservation? Reservation { get; } = reservation;

    /// <summary>How long each wallet may take; null: as long as the calls may that read it.</summary>
    public WalletLimit? WalletLimit { get; init; }

    /// <summary>The limit that its calls share; null: none.</summary>
    public ExchangeTime? Time { get; private init; }

    /// <summary>The same key, with what a reading found out about its region.</summary>
    public ExchangeKey In(string? found) =>
        found is null || found == Region
            ? this
            : new ExchangeKey(Credentials, found, Reservation) { WalletLimit = WalletLimit, Time = Time };

    /// <summary>The same key, for calls that another reservation pays for.</summary>
    public ExchangeKey PaidBy(BudgetReservation other) =>
        new(Credentials, Region, other) { WalletLimit = WalletLimit, Time = Time };

    /// <summary>The same key, for calls that share a limit.</summary>
    public ExchangeKey Within(ExchangeTime? time) =>
        new(Credentials, Region, Reservation) { WalletLimit = WalletLimit, Time = time };
}

using System.Globalization;
using Portfolio.Simulator.Kraken.Limits;

namespace Portfolio.Simulator.Kraken.Control;

/// <summary>The nonces of the keys that were used, from which a test sees that requests were sent one by one.</summary>
internal static class NonceRoutes
{
    public static void MapNonces(this RouteGroupBuilder control, KrakenNonces nonces)
    {
        control.MapGet("/kraken/nonces", () => nonces.All.Select(NonceShown.Of));
        control.MapDelete("/kraken/nonces", () =>
        {
            nonces.Reset();
            return Results.NoContent();
        });
    }

    /// <param name="Highest">As a string: it can have more digits than a double.</param>
    private sealed record NonceShown(string Key, string Highest, int Accepted, int Invalid, int MostInFlight)
    {
        public static NonceShown Of(KeyUsage usage) => new(
            usage.Name,
            usage.Highest.ToString(CultureInfo.InvariantCulture),
            usage.Accepted,
            usage.Invalid,
            usage.MostInFlight);
    }
}

using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Exchanges;

namespace Portfolio.Simulator.Control;

/// <summary>Turns balances of one asset into another one, as an exchange does when it renames an asset.</summary>
internal static class ConversionRoutes
{
    public static void MapConversions(this RouteGroupBuilder control) =>
        control.MapPost("/accounts/{name}/conversions", Convert);

    private static IResult Convert(string name, Conversion conversion, AccountBook accounts)
    {
        if (accounts.FindByName(name) is not { } key)
            return AccountRoutes.NoAccount(name);
        if (conversion is { FromUnits: <= 0 } or { ToUnits: <= 0 })
            return ControlRoutes.Refused("fromUnits and toUnits are above 0.");

        var known = accounts.WalletsOf(key);
        var names = known.Select(wallet => wallet.Name).ToList();
        if (conversion.Wallets?.FirstOrDefault(wallet => !names.Contains(wallet)) is { } unknown)
            return AccountRoutes.NoWallet(unknown, known);

        var converted = (conversion.Wallets ?? [.. names])
            .Select(chosen => known.First(wallet => wallet.Name == chosen))
            .Where(wallet => conversion.Apply(key.Account, wallet)).ToList();
        return Results.Ok(converted.Select(wallet =>
            BalanceShown.Of(wallet, conversion.To, key.Account.Wallet(wallet)[conversion.To])));
    }

    /// <summary>So many units of the old asset become so many of the new one, in each wallet separately.</summary>
    /// <param name="Wallets">Null: all of them.</param>
    private sealed record Conversion(
        string From, string To, decimal FromUnits = 1, decimal ToUnits = 1, string[]? Wallets = null)
    {
        /// <returns>False: there was nothing to convert.</returns>
        public bool Apply(SimulatedAccount account, Wallet wallet)
        {
            var old = account.Wallet(wallet).GetValueOrDefault(From);
            if (old.Free.IsZero && old.Locked.IsZero)
                return false;

            var held = account.Wallet(wallet).GetValueOrDefault(To);
            account.Set(wallet, From, default);
            account.Set(wallet, To, held with
            {
                Free = Quantity.From(held.Free.Value + Scaled(old.Free)),
                Locked = Quantity.From(held.Locked.Value + Scaled(old.Locked)),
            });
            return true;
        }

        /// <summary>Truncated to the eighth decimal, as exchanges do.</summary>
        private decimal Scaled(Quantity quantity) =>
            decimal.Round(quantity.Value * ToUnits / FromUnits, 8, MidpointRounding.ToZero);
    }
}

using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Binance.Market;
using Portfolio.Simulator.Okx.Market;

namespace Portfolio.Simulator.Control;

/// <summary>An asset that an exchange carries on under another name, step by step: its pairs, then its balances.</summary>
internal static class RenameRoutes
{
    public static void MapRenames(this RouteGroupBuilder control)
    {
        control.MapPut("/binance/assets/{asset}/pairs", ChangePairs);
        control.MapPut("/okx/assets/{asset}/pairs", ChangeInstruments);
        control.MapPost("/accounts/{name}/conversions", Convert);
    }

    private static IResult ChangePairs(string asset, PairsChange change, BinanceMarket market)
    {
        if (!MarketRoutes.Statuses.Contains(change.Status))
            return ControlRoutes.Refused($"A pair's status is one of {string.Join(", ", MarketRoutes.Statuses)}.");

        var symbols = market.Current.Pairs.Where(pair => pair.Base == asset).Select(pair => pair.Symbol).ToList();
        foreach (var symbol in symbols)
            market.Change(symbol, price: null, change.Status);
        return symbols.Count > 0 ? Results.Ok(symbols) : NoPairs(asset);
    }

    private static IResult ChangeInstruments(string asset, PairsChange change, OkxMarket market)
    {
        if (!OkxInstrument.States.Contains(change.Status))
            return ControlRoutes.Refused($"A pair's status is one of {string.Join(", ", OkxInstrument.States)}.");

        var ids = market.Current.Instruments.Where(pair => pair.Base == asset).Select(pair => pair.Id).ToList();
        foreach (var id in ids)
            market.Change(id, last: null, change.Status);
        return ids.Count > 0 ? Results.Ok(ids) : NoPairs(asset);
    }

    private static IResult Convert(string name, Conversion conversion, AccountBook accounts)
    {
        if (accounts.FindByName(name) is not { } key)
            return ControlRoutes.Unknown($"There is no account \"{name}\".");
        if (conversion is { FromUnits: <= 0 } or { ToUnits: <= 0 })
            return ControlRoutes.Refused("fromUnits and toUnits are above 0.");

        var known = WalletKinds.At(key.Exchange);
        if (conversion.Wallets?.FirstOrDefault(wallet => !known.Contains(wallet)) is { } unknown)
            return ControlRoutes.Unknown($"There is no wallet \"{unknown}\", only {string.Join(", ", known)}.");

        var converted = (conversion.Wallets ?? known).Where(wallet => conversion.Apply(key.Account, wallet)).ToList();
        return Results.Ok(converted.Select(wallet =>
            BalanceShown.Of(wallet, conversion.To, key.Account.Wallet(wallet)[conversion.To])));
    }

    private static IResult NoPairs(string asset) => ControlRoutes.Unknown($"\"{asset}\" has no pairs.");

    private sealed record PairsChange(string Status);

    /// <summary>So many units of the old asset become so many of the new one, in each wallet for itself.</summary>
    /// <param name="Wallets">Null: all of them.</param>
    private sealed record Conversion(
        string From, string To, decimal FromUnits = 1, decimal ToUnits = 1, string[]? Wallets = null)
    {
        /// <returns>False: there was nothing to convert.</returns>
        public bool Apply(SimulatedAccount account, string wallet)
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

        /// <summary>What is below the eighth decimal is cut off, as exchanges do.</summary>
        private decimal Scaled(Quantity quantity) =>
            decimal.Round(quantity.Value * ToUnits / FromUnits, 8, MidpointRounding.ToZero);
    }
}

using Portfolio.Simulator.Control;
using Portfolio.Simulator.Exchanges;
using Portfolio.Simulator.Kraken.Accounts;
using Portfolio.Simulator.Kraken.Limits;

namespace Portfolio.Simulator.Kraken.Control;

/// <summary>The traits of accounts and keys, and the switch of the rewards.</summary>
internal static class AccountRoutes
{
    private const string Path = "/kraken/accounts/{name}";

    public static void MapAccounts(this RouteGroupBuilder control, KrakenNonces nonces)
    {
        control.MapPost(Path + "/rewards", (string name, RewardsChange change, AccountBook accounts) =>
            Change(name, accounts, key => KrakenAccount.Of(key).MoveRewards(change.On)));
        control.MapPut(Path + "/traits", (string name, KrakenTraits traits, AccountBook accounts) =>
            traits.Tier is { } tier && !KrakenLimitSettings.IsTier(tier)
                ? ControlRoutes.Refused($"There is no tier \"{tier}\".")
                : Change(name, accounts, key => KrakenAccount.Of(key).Traits = traits));
        control.MapPut(Path + "/key", (string name, KrakenKeyTraits traits, AccountBook accounts) =>
            Change(name, accounts, key =>
            {
                KrakenAccount.Of(key).SetTraits(key.Name, traits);
                nonces.Forget(key);
            }));
    }

    private static IResult Change(string name, AccountBook accounts, Action<Simulator.Accounts.Credential> change)
    {
        if (accounts.FindByName(name) is not { Exchange: KrakenExchange.ExchangeName } key)
            return Simulator.Control.AccountRoutes.NoAccount(name);

        change(key);
        return Results.NoContent();
    }

    /// <param name="On">True: all coins that can earn move into the rows of the rewards; false: out of them.</param>
    private sealed record RewardsChange(bool On);
}

using System.Net;
using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Control;

internal static class AccountRoutes
{
    private const int MostNumbered = 100_000;

    public static void MapAccounts(this RouteGroupBuilder control)
    {
        control.MapGet("/accounts", (AccountBook accounts) => accounts.Demo.Select(KeyShown.Of));
        control.MapGet("/numbered-accounts", ListNumbered);
        control.MapPatch("/accounts/{name}", ChangeKey);
        control.MapGet("/accounts/{name}/balances", ListBalances);
        control.MapPut("/accounts/{name}/balances/{wallet}/{asset}", SetBalance);
        control.MapDelete("/accounts/{name}/balances/{wallet}/{asset}", DeleteBalance);
    }

    private static IResult ListNumbered(long? from, int? count)
    {
        var (first, howMany) = (from ?? 0, count ?? 100);
        return first < 0 || howMany is < 0 or > MostNumbered || first + howMany > NumberedAccounts.Count
            ? ControlRoutes.Refused($"from must be 0 or more, and count between 0 and {MostNumbered}.")
            : Results.Ok(Enumerable.Range(0, howMany).Select(i => KeyShown.Of(NumberedAccounts.Get(first + i))));
    }

    private static IResult ChangeKey(string name, KeyChange change, AccountBook accounts)
    {
        if (accounts.FindByName(name) is not { } key)
            return NoAccount(name);

        var addresses = new List<IPAddress>();
        foreach (var text in change.AllowedAddresses ?? [])
        {
            if (!IPAddress.TryParse(text, out var address))
                return ControlRoutes.Refused($"\"{text}\" is not an IP address.");
            addresses.Add(address);
        }

        foreach (var (flag, value) in change.Permissions ?? [])
            key.Rights = key.Rights.With(flag, value);
        key.AllowedAddresses = change.AllowedAddresses is null ? key.AllowedAddresses : addresses;
        key.Deleted = change.Deleted ?? key.Deleted;
        key.RegionBlocked = change.RegionBlocked ?? key.RegionBlocked;
        return Results.Ok(KeyState.Of(key));
    }

    private static IResult ListBalances(string name, AccountBook accounts) =>
        accounts.FindByName(name) is { } key
            ? Results.Ok(
                from wallet in WalletKinds.All
                from row in key.Account.Wallet(wallet)
                select BalanceShown.Of(wallet, row.Key, row.Value))
            : NoAccount(name);

    private static IResult SetBalance(
        string name, string wallet, string asset, BalanceChange change, AccountBook accounts)
    {
        if (accounts.FindByName(name) is not { } key)
            return NoAccount(name);
        if (!WalletKinds.All.Contains(wallet))
            return NoWallet(wallet);

        Balance balance;
        try
        {
            balance = new Balance(Quantity.Parse(change.Free ?? "0"), Quantity.Parse(change.Locked ?? "0"));
        }
        catch (FormatException notAnAmount)
        {
            return ControlRoutes.Refused(notAnAmount.Message);
        }

        if (wallet == WalletKinds.EarnFlexible && !balance.Locked.IsZero)
            return ControlRoutes.Refused("A flexible position has no locked part.");

        key.Account.Set(wallet, asset, balance);
        return Results.Ok(BalanceShown.Of(wallet, asset, balance));
    }

    private static IResult DeleteBalance(string name, string wallet, string asset, AccountBook accounts)
    {
        if (accounts.FindByName(name) is not { } key)
            return NoAccount(name);
        if (!WalletKinds.All.Contains(wallet))
            return NoWallet(wallet);

        key.Account.Set(wallet, asset, default);
        return Results.NoContent();
    }

    private static IResult NoAccount(string name) => ControlRoutes.Unknown($"There is no account \"{name}\".");

    private static IResult NoWallet(string wallet) => ControlRoutes.Unknown(
        $"There is no wallet \"{wallet}\", only {string.Join(", ", WalletKinds.All)}.");
}

using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Credentials;

namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>Binance Spot, read-only: what a key may do, what the account holds, what that is worth.</summary>
internal sealed class BinanceExchange(
    BinanceClient client,
    BinanceMarkets markets,
    BinancePrices prices,
    BinanceNames names,
    IOptions<BinanceOptions> options,
    ILogger<BinanceExchange> logger) : IExchange
{
    private readonly OptionalParameter withoutZeros = new("omitZeroBalances=true", logger);

    public string Name => ExchangeNames.Binance;

    public async Task<KeyReading> ReadKeyAsync(ApiCredentials credentials, CancellationToken ct)
    {
        try
        {
            return await AskKeyAsync(credentials, ct);
        }
        catch (ExchangeException missing) when (missing.Code is "404")
        {
            return options.Value.AllowUnverifiedKeys
                ? new KeyReading(CanRead: true, ["read"], [])
                : throw new ExchangeException(
                    ErrorKinds.Internal,
                    missing.Code,
                    $"The venue at {BinanceOptions.Section}:BaseUrl cannot tell what a key may do; only "
                    + $"{BinanceOptions.Section}:AllowUnverifiedKeys would accept its keys.",
                    null,
                    missing);
        }
    }

    public async Task<AccountReading> ReadAccountAsync(ApiCredentials credentials, CancellationToken ct)
    {
        var account = await ReadSpotAsync(credentials, ct);
        var listed = account.Rows.Any(row => EarnReceipts.MayBe(row.Symbol))
            ? (await markets.GetAsync(ct)).Assets
            : FrozenSet<string>.Empty;
        try
        {
            return new AccountReading(account.Id, account.Wallets(listed));
        }
        catch (OverflowException fault)
        {
            throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, "Binance lists more of an asset than fits.", null, fault);
        }
    }

    public Task<PriceList> ReadPricesAsync(CancellationToken ct) => prices.GetAsync(ct);

    public Task<IReadOnlyDictionary<string, string>> ReadAssetNamesAsync(
        ApiCredentials credentials, CancellationToken ct) => names.GetAsync(credentials, ct);

    private Task<KeyReading> AskKeyAsync(ApiCredentials credentials, CancellationToken ct) =>
        client.GetSignedAsync("/sapi/v1/account/apiRestrictions", "", credentials, BinanceKey.Read, ct);

    private async Task<BinanceAccount> ReadSpotAsync(ApiCredentials credentials, CancellationToken ct)
    {
        try
        {
            return await withoutZeros.AskAsync(query =>
                client.GetSignedAsync("/api/v3/account", query, credentials, BinanceAccount.Read, ct));
        }
        catch (ExchangeException refusal) when (refusal.Code is "-2015")
        {
            throw await TellApartAsync(refusal, credentials, ct);
        }
    }

    /// <summary>
    /// -2015 is said of a wrong key, of a foreign address and of a missing right alike. If the key can be asked about
    /// itself from here, it is neither of the first two.
    /// </summary>
    private async Task<ExchangeException> TellApartAsync(
        ExchangeException refusal, ApiCredentials credentials, CancellationToken ct)
    {
        try
        {
            return (await AskKeyAsync(credentials, ct)).CanRead
                ? new ExchangeException(
                    ErrorKinds.ExchangeUnavailable,
                    refusal.Code,
                    "Binance refused the account to a key that it says may read it.",
                    null,
                    refusal)
                : new ExchangeException(
                    ErrorKinds.PermissionDenied, refusal.Code, "The key may not read balances.", null, refusal);
        }
        catch (ExchangeException failure) when (failure.Code is "-2015" or "404")
        {
            return refusal;
        }
    }
}

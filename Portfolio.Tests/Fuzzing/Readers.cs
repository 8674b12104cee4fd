using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Portfolio.Api.Answers;
using Portfolio.Api.Connections;
using Portfolio.Api.Paging;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Identity;
using Portfolio.Contracts.Keys;
using Portfolio.Contracts.Portfolios;
using Portfolio.Storage.Audit;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Portfolios;
using Portfolio.Tests.Keys;
using Portfolio.Tests.Servers;
using Portfolio.Worker.Exchanges.Binance;
using Portfolio.Worker.Exchanges.Kraken;
using Portfolio.Worker.Exchanges.Okx;

namespace Portfolio.Tests.Fuzzing;

internal static class Readers
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static readonly SealContext Here =
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), "binance", "api_secret");

    private static readonly Sealer One = new(Options.Create(new EncryptionOptions
    {
        ActiveKey = "one",
        Keys = new Dictionary<string, string> { ["one"] = TestKeys.One },
        FingerprintKey = TestKeys.Fingerprint,
    }));

    public static IReadOnlyList<Reader> All { get; } =
    [
        .. OfBinance(), .. OfOkx(), .. OfKraken(), .. OfRequests(), .. OfValues(), .. MessageReaders.All(),
    ];

    private static IEnumerable<Reader> OfBinance() =>
    [
        Reader.OfBody(
            "Binance: account", """{"uid":7,"balances":[{"asset":"BTC","free":"1.5","locked":"0"}]}""",
            body => BinanceAccount.Read(body)),
        Reader.OfBody(
            "Binance: funding",
            """[{"asset":"USDT","free":"1","locked":"0.5","freeze":"0.25","withdrawing":"0.125"}]""",
            body => BinanceFunding.Read(body)),
        Reader.OfBody(
            "Binance: flexible earn", """{"rows":[{"asset":"ETH","totalAmount":"3","productId":"ETH001"}],"total":1}""",
            body => BinanceEarn.ReadFlexible(body)),
        Reader.OfBody(
            "Binance: locked earn", """{"rows":[{"asset":"DOT","amount":"120","positionId":1}],"total":1}""",
            body => BinanceEarn.ReadLocked(body)),
        Reader.OfBody(
            "Binance: cross margin",
            """{"userAssets":[{"asset":"BTC","borrowed":"0.5","free":"1","interest":"0.01","locked":"0"}]}""",
            body => BinanceMargin.ReadCross(body)),
        Reader.OfBody(
            "Binance: isolated margin",
            """
            {"assets":[{"baseAsset":{"asset":"BTC","borrowed":"0","free":"1","interest":"0","locked":"0"},
            "quoteAsset":{"asset":"USDT","borrowed":"5","free":"0","interest":"0","locked":"0"}}]}
            """,
            body => BinanceMargin.ReadIsolated(body)),
        Reader.OfBody(
            "Binance: futures",
            """{"assets":[{"asset":"USDT","walletBalance":"100.5","unrealizedProfit":"-3.25"}],"positions":[]}""",
            body => BinanceFutures.Read(body)),
        Reader.OfBody(
            "Binance: totals", """[{"activate":true,"balance":"1.5","walletName":"Spot"}]""",
            body => BinanceTotals.Read(body, 60_000m)),
        Reader.OfBody(
            "Binance: names", """[{"coin":"BTC","name":"Bitcoin"},{"coin":"ETH","name":"Ethereum"}]""",
            body => BinanceNames.Read(body)),
        Reader.OfBody(
            "Binance: pairs",
            """{"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT"}]}""",
            body => BinanceMarket.Read(body, Now)),
        new(
            "Binance: refusal", [Encoding.UTF8.GetBytes("""{"code":-2015,"msg":"Invalid API-key."}""")],
            body => Task.FromResult(BinanceErrors.Read(body).Code is not null)),
    ];

    private static IEnumerable<Reader> OfOkx() =>
    [
        Reader.OfBody(
            "OKX: funding", """{"code":"0","msg":"","data":[{"ccy":"BTC","bal":"1.5","frozenBal":"0"}]}""",
            body => OkxWallets.ReadFunding(body)),
        Reader.OfBody(
            "OKX: savings", """{"code":"0","msg":"","data":[{"ccy":"USDT","amt":"100"}]}""",
            body => OkxWallets.ReadSavings(body)),
        Reader.OfBody(
            "OKX: on-chain earn",
            """{"code":"0","msg":"","data":[{"ordId":"1","state":"1","investData":[{"ccy":"SOL","amt":"12"}]}]}""",
            body => OkxOnChain.Read(body)),
        Reader.OfBody(
            "OKX: pairs",
            """
            {"code":"0","msg":"","data":[{"instId":"BTC-USDT","baseCcy":"BTC","quoteCcy":"USDT","state":"live"}]}
            """,
            body => OkxMarket.Read(body, Now)),
        Reader.OfBody(
            "OKX: names", """{"code":"0","msg":"","data":[{"ccy":"BTC","name":"Bitcoin"}]}""",
            body => OkxNames.Read(body)),
        new(
            "OKX: refusal", [Encoding.UTF8.GetBytes("""{"code":"50111","msg":"Invalid OK-ACCESS-KEY"}""")],
            body => Task.FromResult(OkxErrors.Read(body).Code is not null)),
    ];

    private static IEnumerable<Reader> OfKraken() =>
    [
        Reader.OfBody(
            "Kraken: key",
            """{"error":[],"result":{"permissions":["query-funds"],"iban":"AA1","validUntil":"0","ipAllowlist":[]}}""",
            body => KrakenKey.Read(body, Now)),
        Reader.OfBody(
            "Kraken: balance", """{"error":[],"result":{"XXBT":{"balance":"1.5","hold_trade":"0"}}}""",
            body => KrakenBalances.Read(body)),
        Reader.OfBody(
            "Kraken: allocations",
            """
            {"error":[],"result":{"items":[{"native_asset":"BTC","amount_allocated":{"total":{"native":"1"}}}]}}
            """,
            body => KrakenAllocationPages.Read(body)),
        Reader.OfBody(
            "Kraken: pairs", """{"error":[],"result":{"XXBTZUSD":{"base":"XXBT","quote":"ZUSD","status":"online"}}}""",
            body => KrakenMarket.Read(body, Now)),
        Reader.OfBody(
            "Kraken: assets", """{"error":[],"result":{"XXBT":{"altname":"XBT"}}}""",
            body => KrakenAssets.Read(body)),
        new(
            "Kraken: refusal", [Encoding.UTF8.GetBytes("""{"error":["EAPI:Invalid key"]}""")],
            body => Task.FromResult(KrakenErrors.Read(body) is not null)),
    ];

    private static IEnumerable<Reader> OfRequests() =>
    [
        OfRequest<ConnectRequest>(
            "connect",
            $$"""
            {"exchange":"binance","apiKey":"{{new string('k', 64)}}","apiSecret":"{{new string('s', 64)}}"}
            """,
            request => ConnectRules.TryRead(request, out _, out _)),
        OfRequest<EditRequest>(
            "edit", """{"label":"Savings","syncIntervalMinutes":15}""",
            request => ConnectRules.Check(request).Count is 0),
        OfRequest<PortfolioRequest>("portfolio", """{"name":"Savings"}""", request => request.Name is not null),
        OfRequest<ApiTokenRequest>(
            "token", """{"name":"Dashboard","scope":"read","expiresInDays":30}""",
            request => request.Scope is not null),
        OfRequest<OwnSettingsRequest>(
            "settings", """{"currency":"EUR"}""", request => request.Currency is not null),
        OfRequest<MoveRequest>(
            "move", """{"portfolioId":"01a25532-0f31-7a54-8c1d-5e2b7a9d4f60"}""",
            request => request.PortfolioId is not null),
    ];

    private static IEnumerable<Reader> OfValues() =>
    [
        Reader.OfText(
            "a pasted private key", [TestPrivateKeys.RsaPem(), TestPrivateKeys.Ed25519Pem()],
            text => PrivateKeyText.Read(text) is { Flaw: PrivateKeyFlaw.None }),
        Reader.OfText(
            "a cursor of transactions", [Cursor.Write<long?>(7)],
            text => Cursor.TryRead<long?>(text, out _)),
        Reader.OfText(
            "a cursor of holdings", [Cursor.Write(new HoldingPosition(Guid.CreateVersion7(), 7))],
            text => Cursor.TryRead<HoldingPosition>(text, out _)),
        Reader.OfText(
            "a cursor of the audit log", [Cursor.Write(new AuditPosition(Now, Guid.CreateVersion7(), 7))],
            text => Cursor.TryRead<AuditPosition>(text, out _)),
        new("a sealed value", [One.Seal("a secret", Here)], bytes =>
        {
            try
            {
                return Task.FromResult(One.Open(bytes, Here) is "a secret");
            }
            catch (UnsealException)
            {
                return Task.FromResult(false);
            }
        }),
    ];

    private static Reader OfRequest<T>(string name, string good, Func<T, bool> isValid)
        where T : class => new(
        $"request: {name}",
        [Encoding.UTF8.GetBytes(good)],
        async bytes =>
        {
            var http = new DefaultHttpContext { Request = { Body = new MemoryStream(bytes) } };
            var body = await JsonBody<T>.ReadAsync(http.Request, Cancel);
            return body.TryGet(out var request, out _) && isValid(request);
        });
}

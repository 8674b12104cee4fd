using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Exchanges;
using Portfolio.Simulator.Faults;
using Portfolio.Simulator.Requests;

namespace Portfolio.Tests.Simulator;

/// <summary>
/// An exchange that exists in these tests alone: one endpoint, the balances of the key's account, under a path that
/// begins like those of another exchange.
/// </summary>
internal sealed class KioskExchange : ISimulatedExchange
{
    public const string ExchangeName = "kiosk";
    public const string Balances = "/api/kiosk/balances";
    public const string KeyHeader = "X-Kiosk-Key";

    private const string Reading = "look";

    private int _calls;
    private bool _open = true;

    public static Wallet Till { get; } = new("till", CanLock: false);

    public static Wallet Vault { get; } = new("vault", CanBorrow: true, HoldsPositions: true);

    public string Name => ExchangeName;

    public IReadOnlyList<PathString> Paths { get; } = ["/api/kiosk"];

    public IReadOnlyList<Wallet> Wallets { get; } = [Till, Vault];

    public NumberedAccounts NumberedAccounts { get; } = new Numbered();

    public IFaultResponder Faults { get; } = new Responder();

    public LiveDemoScript LiveDemo { get; } = new() { Unsteady = "kiosk-owner" };

    public IEnumerable<Credential> MakeDemoAccounts()
    {
        yield return Key("kiosk-owner", "key-of-owner", new SimulatedAccount(1).Hold(Till, "BTC 0.5", "ETH 2"));
    }

    public string ApiKeyOf(HttpRequest request) => request.Headers[KeyHeader].ToString();

    public void MapEndpoints(IEndpointRouteBuilder app) => app.MapGet(Balances, (HttpContext context) =>
    {
        Interlocked.Increment(ref _calls);
        var caller = context.Features.GetRequiredFeature<RequestTrace>().Caller;
        return caller is null || !caller.Rights.Has(Reading) || !_open
            ? Results.StatusCode(StatusCodes.Status403Forbidden)
            : Results.Ok(caller.Account.Wallet(Till).ToDictionary(row => row.Key, row => row.Value.Free.Short));
    });

    public void MapControls(RouteGroupBuilder control)
    {
        control.MapGet("/kiosk/usage", () => new { calls = _calls });
        control.MapPut("/kiosk/closed", () => Results.Ok(new { open = _open = false }));
    }

    public void ForgiveUsage() => _calls = 0;

    public void Reset()
    {
        ForgiveUsage();
        _open = true;
    }

    private static Credential Key(string name, string apiKey, SimulatedAccount account) => new()
    {
        Name = name,
        Exchange = ExchangeName,
        Description = "",
        ApiKey = apiKey,
        ApiSecret = "secret-of-" + name,
        Account = account,
        Rights = KeyRights.None.With(Reading),
    };

    private sealed class Numbered() : NumberedAccounts("kiosk-load-")
    {
        private const string KeyStart = "key-of-load-";

        public override Credential Get(long number) =>
            Key(NameOf(number), KeyOf(number), new SimulatedAccount(number).Hold(Till, $"BTC {number}"));

        protected override string KeyOf(long number) => $"{KeyStart}{number}";

        protected override ReadOnlySpan<char> DigitsOf(string apiKey) =>
            apiKey.StartsWith(KeyStart, StringComparison.Ordinal) ? apiKey.AsSpan(KeyStart.Length) : [];
    }

    private sealed class Responder : IFaultResponder
    {
        public string OtherShape => "[]";

        public string CountryPage => "<p>The kiosk does not deliver to your country.</p>";

        public FaultAnswer Error(Fault fault) => new(fault.Status ?? 500, "kiosk error");

        public FaultAnswer RateLimited(Fault fault) => new(420, "one at a time");

        public FaultAnswer Banned(Fault fault, DateTimeOffset now) => new(403, "not you again");

        public FaultAnswer Region(HttpContext context) => new(403, "not in your country");
    }
}

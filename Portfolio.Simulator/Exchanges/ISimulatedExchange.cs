using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Faults;

namespace Portfolio.Simulator.Exchanges;

/// <summary>
/// The simulator's view of an exchange. Registering an implementation is enough to add one: the request log, faults,
/// the control API and the live demonstration go through this interface.
/// </summary>
internal interface ISimulatedExchange
{
    /// <summary>As clients of the product name it, in lower case; its control routes begin with it.</summary>
    string Name { get; }

    /// <summary>Prefixes of its paths. Where prefixes of two exchanges match a path, the longer one decides.</summary>
    IReadOnlyList<PathString> Paths { get; }

    /// <summary>In the order the control API lists balances.</summary>
    IReadOnlyList<Wallet> Wallets { get; }

    NumberedAccounts NumberedAccounts { get; }

    IFaultResponder Faults { get; }

    LiveDemoScript LiveDemo { get; }

    /// <summary>Its demo accounts as they are at the start, the best to show first.</summary>
    IEnumerable<Credential> MakeDemoAccounts();

    /// <summary>The API key that a request carries, as yet unchecked; empty when it carries none.</summary>
    string ApiKeyOf(HttpRequest request);

    /// <summary>Maps the endpoints that the real exchange has.</summary>
    void MapEndpoints(IEndpointRouteBuilder app);

    /// <summary>Maps the control routes that only this exchange has: its pairs, its limits.</summary>
    void MapControls(RouteGroupBuilder control);

    /// <summary>Resets the use of limits and lifts bans; the limits themselves stay as they were set.</summary>
    void ForgiveUsage();

    /// <summary>Resets markets and limits. Its accounts are recreated from the demo accounts.</summary>
    void Reset();
}

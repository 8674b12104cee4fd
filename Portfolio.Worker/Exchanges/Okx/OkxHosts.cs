using Microsoft.Extensions.Options;
using Portfolio.Contracts.Exchanges;
using Portfolio.Worker.Budgets;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>The configured hosts. No other is ever called.</summary>
internal sealed class OkxHosts : IDisposable
{
    private readonly ExchangeHttp http;
    private readonly List<OkxHost> hosts;

    public OkxHosts(
        IOptions<OkxOptions> options,
        BudgetOf budgetOf,
        TimeProvider clock,
        ILogger<OkxHosts> logger)
    {
        var settings = options.Value;
        var policy = new CallPolicy(settings.AttemptTimeout, settings.TotalTimeout, settings.Retries);
        http = new ExchangeHttp("OKX", settings.ConnectTimeout, settings.MaxResponseBytes);
        hosts = [.. settings.Hosts().Select(
            host => new OkxHost(
                host.Region, host.Address, http, budgetOf(PlaceOf(host.Region)), policy, clock, logger))];
    }

    public IReadOnlyList<OkxHost> All => hosts;

    /// <summary>The host of the key's region; the global host where none is known or configured.</summary>
    public OkxHost Of(ExchangeKey key) => Find(key.Region) ?? hosts[0];

    /// <summary>Every host, that of the region first; the global one where the region has no configured host.</summary>
    public IReadOnlyList<OkxHost> From(string? region) => [.. hosts.OrderByDescending(host => host.Region == region)];

    /// <summary>Null when it is not configured, or no longer.</summary>
    public OkxHost? Find(string? region) => hosts.Find(host => host.Region == region);

    /// <summary>Each host counts for itself; the global one stands for the exchange.</summary>
    public static string PlaceOf(string? region) =>
        ExchangeCatalog.PlaceOf(ExchangeNames.Okx, region);

    public void Dispose() => http.Dispose();
}

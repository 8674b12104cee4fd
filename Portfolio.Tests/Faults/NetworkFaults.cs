using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Faults;

/// <summary>Networks between one process and one server.</summary>
internal static class NetworkFaults
{
    private static readonly (string Name, Func<Strike, TcpProxy> Choose)[] Links =
    [
        ("worker and PostgreSQL", strike => strike.Worker.Database),
        ("worker and RabbitMQ", strike => strike.Worker.Broker),
        ("API and PostgreSQL", strike => strike.Api.Database),
        ("API and RabbitMQ", strike => strike.Api.Broker),
    ];

    private static readonly (string Name, Action<TcpProxy> Break)[] Ways =
    [
        ("network cut", proxy => proxy.Cut()),
        ("network that carries nothing", proxy => proxy.Stall()),
        ("network that carries no answers", proxy => proxy.StallAnswers()),
        ("network that is slow", proxy => proxy.Delay(TimeSpan.FromMilliseconds(150))),
        ("network that delivers halves", proxy => proxy.Halve()),
    ];

    public static Fault CutFromDatabase { get; } = Of(Ways[0], Links[0]);

    public static IReadOnlyList<Fault> All { get; } =
        [.. Ways.SelectMany(way => Links.Select(link => Of(way, link)))];

    private static Fault Of(
        (string Name, Action<TcpProxy> Break) way, (string Name, Func<Strike, TcpProxy> Choose) link) =>
        new($"{way.Name} between {link.Name}", async strike =>
        {
            var proxy = link.Choose(strike);
            way.Break(proxy);
            await strike.ActAsync();
            await strike.LastAsync(1, 12);
            proxy.GoOn();
        });
}

using System.Net;
using System.Net.Sockets;
using Npgsql;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Faults;

/// <summary>A worker or an API as its program is started, with a network of its own to each server.</summary>
internal sealed class FaultProcess : IAsyncDisposable
{
    private readonly Supervisor supervisor;
    private readonly string name;
    private readonly string[] arguments;
    private readonly string readyFile;
    private readonly Func<Task<bool>> isReady;
    private int id;

    private FaultProcess(
        Supervisor supervisor, string name, string program, string login, string broker, string[] settings,
        Func<Task<bool>> isReady)
    {
        (this.supervisor, this.name, this.isReady) = (supervisor, name, isReady);
        readyFile = ReadyFile(supervisor, name);
        var postgres = new NpgsqlConnectionStringBuilder(login);
        Database = new TcpProxy(new Uri($"tcp://{postgres.Host}:{postgres.Port}"));
        Broker = new TcpProxy(new Uri(broker));
        (postgres.Host, postgres.Port) = ("127.0.0.1", Database.Port);
        arguments =
        [
            "exec", "--runtimeconfig", Beside("Portfolio.Tests.runtimeconfig.json"),
            "--depsfile", Beside("Portfolio.Tests.deps.json"), Beside(program),
            $"--ConnectionStrings:Postgres={postgres.ConnectionString}",
            $"--ConnectionStrings:RabbitMq={Broker.Address}",
            .. TestKeys.Settings, .. settings,
        ];
    }

    public TcpProxy Database { get; }

    public TcpProxy Broker { get; }

    /// <summary>Null for a worker.</summary>
    public HttpClient? Http { get; private init; }

    public string Name => name;

    public bool IsAlive => Directory.Exists($"/proc/{id}");

    public int Id => id;

    public static FaultProcess Worker(
        Supervisor supervisor, string name, TestDatabase database, TestVirtualHost broker, string[] settings)
    {
        var readyFile = ReadyFile(supervisor, name);
        return new FaultProcess(
            supervisor, name, "Portfolio.Worker.dll", database.Worker, broker.Worker,
            [.. settings, $"--Worker:ReadyFile={readyFile}"], () => Task.FromResult(File.Exists(readyFile)));
    }

    public static FaultProcess Api(
        Supervisor supervisor, string name, TestDatabase database, TestVirtualHost broker, string[] settings)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var http = new HttpClient
        {
            BaseAddress = new Uri($"{address}/api/v1/"), Timeout = TimeSpan.FromSeconds(10),
        };
        return new FaultProcess(
            supervisor, name, "Portfolio.Api.dll", database.Api, broker.Api, [.. settings, $"--Urls={address}"],
            async () => (await http.GetAsync(new Uri($"{address}/health/ready"), Cancel)).IsSuccessStatusCode)
        {
            Http = http,
        };
    }

    /// <summary>
    /// One that nothing listens on now. Below the range from which the kernel picks outgoing ports: a connection could
    /// take one of those while the process that listens there is away.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // It is taken: another one.
            }
        }
    }

    /// <summary>A process that was killed has left its file, which says that it is ready.</summary>
    public async Task StartAsync()
    {
        File.Delete(readyFile);
        var file = Path.Combine(supervisor.Folder, $"{name}.arguments");
        await File.WriteAllLinesAsync(file, arguments, Cancel);
        id = int.Parse((await supervisor.AskAsync($"start {name} {file}"))[0]);
    }

    public Task SignalAsync(string signal) => supervisor.AskAsync($"signal {name} {signal}");

    public Task KillAsync() => SignalAsync("KILL");

    public async Task<bool> IsReadyAsync() => IsAlive && await isReady();

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await Database.DisposeAsync();
        await Broker.DisposeAsync();
    }

    private static string ReadyFile(Supervisor supervisor, string name) =>
        Path.Combine(supervisor.Folder, $"{name}.ready");

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}

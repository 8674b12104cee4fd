using System.Net;
using System.Net.Sockets;

namespace Portfolio.Tests.Servers;

/// <summary>
/// A broker as one process reaches it. While it is stalled, it accepts connections and takes bytes, and nothing comes
/// back: so a RabbitMQ looks that blocks publishers because it is short of memory.
/// </summary>
internal sealed class BrokerProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopped = new();
    private readonly Uri broker;
    private readonly Task accepting;
    private volatile TaskCompletionSource open = new();

    public BrokerProxy(string broker)
    {
        this.broker = new Uri(broker);
        open.SetResult();
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address =>
        new UriBuilder(broker) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri.ToString();

    public void Stall() => open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn() => open.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        await accepting;
        stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ForwardAsync(await listener.AcceptTcpClientAsync(stopped.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(broker.Host, broker.Port, stopped.Token);
            await Task.WhenAny(
                CopyAsync(near.GetStream(), far.GetStream()), CopyAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // One of the two sides has closed the connection.
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, stopped.Token) is > 0 and var read)
            {
                await open.Task.WaitAsync(stopped.Token);
                await to.WriteAsync(buffer.AsMemory(0, read), stopped.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // As above.
        }
    }
}

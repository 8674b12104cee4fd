using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Portfolio.Tests.Servers;

/// <summary>A server as one process reaches it, through a network that fails in a chosen way.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopped = new();
    private readonly ConcurrentDictionary<Socket, bool> sockets = new();
    private readonly Uri server;
    private readonly Task accepting;
    private volatile TaskCompletionSource requests = new();
    private volatile TaskCompletionSource answers = new();
    private volatile bool cut;
    private volatile bool halved;
    private TimeSpan delay;

    /// <param name="server">Of which host and port count.</param>
    public TcpProxy(Uri server)
    {
        this.server = server;
        GoOn();
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The server's address with this proxy in its place.</summary>
    public string Address => new UriBuilder(server) { Host = "127.0.0.1", Port = Port }.Uri.ToString();

    /// <summary>
    /// It accepts connections and takes bytes, and nothing arrives: so a RabbitMQ looks that blocks publishers because
    /// it is short of memory.
    /// </summary>
    public void Stall()
    {
        requests = Shut();
        answers = Shut();
    }

    /// <summary>What is sent arrives, and no answer comes back.</summary>
    public void StallAnswers() => answers = Shut();

    /// <summary>Everything arrives so much later.</summary>
    public void Delay(TimeSpan time) => delay = time;

    /// <summary>Connections are reset, and new ones as soon as they are open.</summary>
    public void Cut()
    {
        cut = true;
        foreach (var socket in sockets.Keys)
            Reset(socket);
    }

    /// <summary>Of what is sent next on a connection, half arrives; then it is reset.</summary>
    public void Halve() => halved = true;

    public void GoOn()
    {
        (cut, halved, delay) = (false, false, TimeSpan.Zero);
        requests.TrySetResult();
        answers.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        await accepting;
        stopped.Dispose();
    }

    private static TaskCompletionSource Shut() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A socket that may not linger is closed with RST.</summary>
    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Its other end was faster.
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ForwardAsync(await listener.AcceptSocketAsync(stopped.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ForwardAsync(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        sockets[near] = sockets[far] = true;
        try
        {
            if (cut)
                Reset(near);
            await far.ConnectAsync(server.Host, server.Port, stopped.Token);
            await Task.WhenAny(
                CopyAsync(near, far, () => requests.Task), CopyAsync(far, near, () => answers.Task));
        }
        catch (Exception end) when (IsEnd(end))
        {
            // One of the two sides has closed the connection.
        }
        finally
        {
            sockets.TryRemove(near, out _);
            sockets.TryRemove(far, out _);
            near.Dispose();
        }
    }

    private async Task CopyAsync(Socket from, Socket to, Func<Task> open)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, stopped.Token) is > 0 and var read)
            {
                await open().WaitAsync(stopped.Token);
                if (delay > TimeSpan.Zero)
                    await Task.Delay(delay, stopped.Token);
                var half = halved;
                await SendAsync(to, buffer.AsMemory(0, half ? read / 2 : read));
                if (!half)
                    continue;

                Reset(from);
                Reset(to);
            }
        }
        catch (Exception end) when (IsEnd(end))
        {
            // As above.
        }
    }

    private async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await to.SendAsync(bytes, stopped.Token)..];
    }

    private static bool IsEnd(Exception fault) =>
        fault is OperationCanceledException or IOException or SocketException or ObjectDisposedException;
}

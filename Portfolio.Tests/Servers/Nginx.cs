using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portfolio.Tests.Servers;

/// <summary>
/// The machine's own nginx, with this test's configuration and a free port, in a temporary directory. <c>./test.sh</c>
/// installs the program where it is missing.
/// </summary>
internal sealed class Nginx : IAsyncDisposable
{
    /// <summary>Of each certificate of this run.</summary>
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly string directory = Directory.CreateTempSubdirectory("portfolio-nginx-").FullName;
    private Process? process;

    private Nginx()
    {
    }

    /// <summary>The hash of the key, by which a browser can be told to trust its certificates.</summary>
    public static string KeyHash { get; } =
        Convert.ToBase64String(SHA256.HashData(Key.ExportSubjectPublicKeyInfo()));

    public int Port { get; private set; }

    /// <summary>The hash of the certificate that it may show.</summary>
    public string Certificate { get; private set; } = "";

    /// <summary>The block under "nginx" in docs/operations.md, as an operator copies it.</summary>
    public static async Task<string> DocumentedAsync()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "docs", "operations.md"), Cancel);
        var blocks = page.ReplaceLineEndings("\n").Split("\n```nginx\n");
        Assert.Equal(2, blocks.Length);
        return blocks[1][..blocks[1].IndexOf("\n```", StringComparison.Ordinal)];
    }

    /// <param name="configuration">
    /// The content of <c>http</c>, given a directory with a certificate's <c>server.pem</c> and <c>server.key</c>, and
    /// a port.
    /// </param>
    public static async Task<Nginx> StartAsync(Func<string, int, string> configuration)
    {
        var nginx = new Nginx();
        await nginx.CertifyAsync();
        // Another process may take a port between its choice and its use.
        for (var tries = 0; nginx.process is null; tries++)
        {
            Assert.True(tries < 5, "No port could be had.");
            await nginx.TryAsync(configuration, FreePort());
        }

        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(Cancel);
        }

        process?.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private static string Program() =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin".Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "nginx"))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("nginx was not found. Install it: apt-get install nginx");

    private async Task TryAsync(Func<string, int, string> configuration, int port)
    {
        var file = Path.Combine(directory, "nginx.conf");
        await File.WriteAllTextAsync(
            file,
            $$"""
            daemon off;
            pid {{directory}}/nginx.pid;
            error_log stderr warn;
            user {{Environment.UserName}};
            events { }
            http {
                access_log off;
                client_body_temp_path {{directory}}/body;
                proxy_temp_path {{directory}}/proxy;
                fastcgi_temp_path {{directory}}/fastcgi;
                uwsgi_temp_path {{directory}}/uwsgi;
                scgi_temp_path {{directory}}/scgi;
            {{configuration(directory, port)}}
            }
            """,
            Cancel);
        var started = Process.Start(new ProcessStartInfo(Program(), ["-p", directory, "-c", file, "-e", "stderr"])
        {
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("No process was started.");
        var complaints = started.StandardError.ReadToEndAsync(Cancel);
        if (await AnswersAsync(started, port))
        {
            (process, Port) = (started, port);
            return;
        }

        var said = await complaints;
        started.Dispose();
        Assert.True(said.Contains("Address already in use", StringComparison.Ordinal), said);
    }

    /// <summary>False: it has ended instead.</summary>
    private static async Task<bool> AnswersAsync(Process started, int port)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!started.HasExited)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port, Cancel);
                return !started.HasExited;
            }
            catch (SocketException)
            {
                await timer.WaitForNextTickAsync(Cancel);
            }
        }

        return false;
    }

    private async Task CertifyAsync()
    {
        var request = new CertificateRequest("CN=localhost", Key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        Certificate = certificate.GetCertHashString();
        await File.WriteAllTextAsync(Path.Combine(directory, "server.pem"), certificate.ExportCertificatePem(), Cancel);
        await File.WriteAllTextAsync(Path.Combine(directory, "server.key"), Key.ExportPkcs8PrivateKeyPem(), Cancel);
    }
}

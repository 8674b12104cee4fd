using Microsoft.Extensions.Options;
using Npgsql;

namespace Portfolio.Storage.Database;

/// <summary>Notifications that PostgreSQL sends to this process, over one connection beside the pool.</summary>
public sealed class PostgresNotifications(IOptions<PostgresAddress> address)
{
    /// <summary>Seconds after which a silent connection is tested, so that a dead one is found.</summary>
    private const int KeepAlive = 10;

    /// <summary>Listens until it is cancelled.</summary>
    /// <param name="listening">Called once notifications arrive: earlier ones may have been missed.</param>
    /// <param name="received">Called with each notification's text.</param>
    /// <exception cref="NpgsqlException">The connection could not be made, or broke.</exception>
    public async Task ListenAsync(
        string channel, Action listening, Action<string> received, CancellationToken ct)
    {
        var builder = new NpgsqlConnectionStringBuilder(address.Value.ConnectionString)
        {
            Pooling = false,
            KeepAlive = KeepAlive,
        };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        connection.Notification += (_, notification) => received(notification.Payload);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"listen {channel}", connection))
            await listen.ExecuteNonQueryAsync(ct);

        listening();
        while (true)
            await connection.WaitAsync(ct);
    }
}

using System.Globalization;
using System.Text;
using DbUp;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Simulator;
using Portfolio.Simulator.Accounts;
using Portfolio.Simulator.Exchanges;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Schema;
using Portfolio.Tests.Journeys;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Upgrade;

/// <summary>A database as an older version has left it, with the simulator's accounts connected.</summary>
internal static class FilledDatabase
{
    /// <summary>The body whose first answer is kept under the idempotency key <c>connect-everyday</c>.</summary>
    public const string Body = """{"exchange":"binance","apiKey":"a-key","apiSecret":"a-secret"}""";

    /// <summary>The local user where no other is configured.</summary>
    public static readonly Guid User = new("01900000-0000-7000-8000-000000000001");

    /// <summary>
    /// Sends the body again under a key. An answer that is kept is an earlier version's, which the description of this
    /// one does not fit.
    /// </summary>
    /// <param name="http">Signed in, below <c>/api/v1/</c>.</param>
    public static async Task<Reply> RepeatAsync(HttpClient http, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "connections")
        {
            Content = new StringContent(Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await http.SendAsync(request, Cancel);
        return new Reply(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>
    /// With the scripts 0001 to 0010 and no other, and with rows as the version of these scripts wrote them.
    /// </summary>
    public static async Task<TestDatabase> At0010Async(PostgresServer postgres)
    {
        var database = await postgres.CreateEmptyAsync();
        Migrate(database.Owner, upTo: 10);
        var sealer = database.As<CredentialSealer>(database.Worker);
        await using var source = NpgsqlDataSource.Create(database.Owner);
        await using var fill = source.CreateCommand(await ReadAsync("filled_at_0010.sql"));
        fill.Parameters.AddWithValue("user", User);
        fill.Parameters.AddWithValue("body_hmac", sealer.BodyHmac(Encoding.UTF8.GetBytes(Body)));
        await fill.ExecuteNonQueryAsync(Cancel);
        await using var simulator = SimulatorHost.Build([]);
        var accounts = simulator.Services.GetRequiredService<AccountBook>();
        foreach (var (id, label) in await KeyedAsync(source))
        {
            var key = accounts.FindByName(label)
                ?? throw new InvalidOperationException($"There is no account {label}.");
            await SealAsync(source, sealer, id, key);
        }

        return database;
    }

    private static void Migrate(string owner, int upTo)
    {
        var result = DeployChanges.To
            .PostgresqlDatabase(owner)
            .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, script => NumberOf(script) <= upTo)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        Assert.True(result.Successful, result.Error?.Message);
        Assert.Equal(upTo, result.Scripts.Count());
    }

    /// <summary>Of a resource's name such as <c>Portfolio.Storage.Schema.0007_changes.sql</c>.</summary>
    private static int NumberOf(string script) =>
        int.Parse(script.Split('.')[^2].Split('_')[0], CultureInfo.InvariantCulture);

    private static async Task<string> ReadAsync(string name)
    {
        await using var stream = typeof(FilledDatabase).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no {name}.");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancel);
    }

    /// <summary>All but those whose key was destroyed.</summary>
    private static async Task<List<(Guid Id, string Label)>> KeyedAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            select id, label from user_connections
            where deleted_at is null and error_kind is distinct from 'excess_permissions'
            """);
        await using var rows = await command.ExecuteReaderAsync(Cancel);
        List<(Guid, string)> keyed = [];
        while (await rows.ReadAsync(Cancel))
            keyed.Add((rows.GetGuid(0), rows.GetString(1)));
        return keyed;
    }

    private static async Task SealAsync(NpgsqlDataSource source, CredentialSealer sealer, Guid id, Credential key)
    {
        var credentials = new ApiCredentials(key.ApiKey, key.ApiSecret, key.Passphrase);
        var keys = sealer.SealForConnection(credentials, new KeyOwner(User, id, key.Exchange));
        await using var command = source.CreateCommand(
            """
            update user_connections
            set api_key_sealed = @key, api_secret_sealed = @secret, passphrase_sealed = @passphrase,
                key_fingerprint = @fingerprint, api_key_masked = @masked
            where id = @id
            """);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("key", keys.ApiKeySealed);
        command.Parameters.AddWithValue("secret", keys.ApiSecretSealed);
        command.Parameters.AddWithValue("passphrase", (object?)keys.PassphraseSealed ?? DBNull.Value);
        command.Parameters.AddWithValue("fingerprint", sealer.Fingerprint(key.Exchange, key.ApiKey));
        command.Parameters.AddWithValue("masked", credentials.Masked);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}

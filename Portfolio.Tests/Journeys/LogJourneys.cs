using System.Text.Json;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Journeys;

/// <summary>The worker's lines as an operator gets them, on the standard output of its process.</summary>
[NeedsServers]
public sealed class LogJourneys(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    [Fact]
    public async Task A_line_about_a_sync_has_the_ids_of_its_run_beside_the_sentence()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        await using var worker = await WorkerProcess.StartAsync(system.WorkerSettings);

        var connection = await system.ConnectAsync("everyday");

        var line = await worker.UntilLoggedAsync("Synced 8 assets");
        Assert.Equal(
            (connection.Id, await system.Database.ReadAsync<Guid>("select user_id from user_connections")),
            (line.GetProperty("ConnectionId").GetGuid(), line.GetProperty("UserId").GetGuid()));
        Assert.Equal(
            await system.Database.ReadAsync<Guid>("select id from sync_runs"), line.GetProperty("RunId").GetGuid());
        Assert.Equal("binance", line.GetProperty("Exchange").GetString());
    }

    [Fact]
    public async Task A_line_about_a_validation_has_its_ids_beside_the_sentence()
    {
        await using var system = await RunningSystem.WithoutWorkerAsync(postgres, rabbitMq);
        await using var worker = await WorkerProcess.StartAsync(system.WorkerSettings);
        var body = system.Body("everyday");
        body["apiSecret"] = "the-secret-of-another-key";

        Assert.False((await system.PostAsync("connections/validate", body)).Status is 200);

        var line = await worker.UntilLoggedAsync("The key was not accepted");
        Assert.NotEqual(Guid.Empty, line.GetProperty("RequestId").GetGuid());
        Assert.NotEqual(Guid.Empty, line.GetProperty("UserId").GetGuid());
        Assert.Equal("binance", line.GetProperty("Exchange").GetString());
        Assert.Equal(JsonValueKind.String, line.GetProperty("Kind").ValueKind);
    }
}

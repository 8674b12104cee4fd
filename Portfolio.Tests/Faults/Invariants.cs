using System.Globalization;
using System.Text.Json;
using Npgsql;
using Portfolio.Tests.Journeys;

namespace Portfolio.Tests.Faults;

/// <summary>The rules that hold after each fault, checked from outside: by SQL, HTTP and AMQP.</summary>
internal sealed class Invariants(FaultSystem system, Connected connected) : IAsyncDisposable
{
    private const string Unsynced =
        """
        select count(*) from user_connections
        where deleted_at is null and (last_synced_at is null or last_synced_at < $1 or last_outcome <> 'succeeded')
        """;

    private const string DeadLeases = "select count(*) from user_connections where lease_until < now()";

    /// <summary>Series that do not add up to the newest quantity, or whose newest one is not held.</summary>
    private const string WrongSeries =
        """
        select count(*)
        from (
            select connection_id, asset_id, sum(delta) as booked,
                (array_agg(quantity order by position desc))[1] as newest
            from transactions group by connection_id, asset_id
        ) series
        cross join lateral (
            select coalesce(sum(b.quantity), 0) as held from balances b
            where b.connection_id = series.connection_id and b.asset_id = series.asset_id and not b.dust
        ) now
        where series.booked <> series.newest or series.newest <> now.held
        """;

    /// <summary>Rows that do not follow from the row before them: a change that was booked twice leaves one.</summary>
    private const string WrongRows =
        """
        select count(*)
        from (
            select quantity, delta,
                lag(quantity, 1, 0) over (partition by connection_id, asset_id order by position) as before
            from transactions
        ) row
        where quantity <> before + delta
        """;

    private const string Held =
        """
        select a.symbol, sum(b.quantity) as quantity
        from balances b join assets a on a.id = b.asset_id
        where b.connection_id = $1 group by a.symbol
        """;

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(system.Database.Owner);

    /// <summary>Every process is ready, and every connection is synced after now.</summary>
    public async Task UntilSyncedAsync()
    {
        DateTime? ended = null;
        await Patience.UntilRightAsync(async () =>
        {
            ended ??= await ReadAsync<DateTime>("select clock_timestamp()");
            return await UnsyncedAsync(ended.Value);
        });
    }

    /// <summary>Waits until the others hold, too.</summary>
    public async Task HoldAsync()
    {
        await Patience.UntilRightAsync(WrongAsync);
        Assert.Null(system.Calls.Violation);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<string?> UnsyncedAsync(DateTime healed)
    {
        foreach (var process in system.Workers.Concat(system.Apis))
        {
            if (!await process.IsReadyAsync())
                return $"{process.Name} is not ready.";
        }

        return await ReadAsync<long>(Unsynced, healed) is > 0 and var left
            ? $"{left} connections are not synced since the fault."
            : null;
    }

    private async Task<string?> WrongAsync() =>
        await CountAsync(DeadLeases, "leases have expired and are not ended")
        ?? await CountAsync(WrongSeries, "series do not add up to what is held")
        ?? await CountAsync(WrongRows, "rows do not follow from the rows before them")
        ?? await CountAsync(WorkersJourneys.Overlapping, "runs of one connection overlapped")
        ?? (await system.Broker.CountFailedAsync() is > 0 and var failed ? $"{failed} messages are in _error." : null)
        ?? await MissingAsync();

    private async Task<string?> CountAsync(string sql, string wrong) =>
        await ReadAsync<long>(sql) is > 0 and var count ? $"{count} {wrong}." : null;

    /// <summary>Each API has every acknowledged connection, which holds the exchange's quantities.</summary>
    private async Task<string?> MissingAsync()
    {
        foreach (var (account, connection) in connected.Acknowledged)
        {
            foreach (var api in system.Apis)
            {
                using var answer = await api.Http!.GetAsync(
                    new Uri($"connections/{connection}", UriKind.Relative), Cancel);
                if (!answer.IsSuccessStatusCode)
                    return $"{api.Name} answers {(int)answer.StatusCode} for the connection of load-{account}.";
            }

            if (await DifferenceAsync(account, connection) is { } difference)
                return $"load-{account} holds {difference}.";
        }

        return null;
    }

    private async Task<string?> DifferenceAsync(int account, Guid connection)
    {
        var truth = (await system.ControlAsync(HttpMethod.Get, $"accounts/load-{account}/balances")).EnumerateArray()
            .GroupBy(
                row => row.GetProperty("asset").GetString() ?? "",
                row => Amount(row, "free") + Amount(row, "locked"))
            .ToDictionary(asset => asset.Key, asset => asset.Sum());
        var held = await HeldAsync(connection);
        return truth.Where(asset => asset.Value != held.GetValueOrDefault(asset.Key))
            .Select(asset => $"{asset.Value} {asset.Key}, and {held.GetValueOrDefault(asset.Key)} are stored")
            .FirstOrDefault()
            ?? held.Keys.Where(asset => !truth.ContainsKey(asset)).Select(asset => $"no {asset}").FirstOrDefault();
    }

    private static decimal Amount(JsonElement row, string field) =>
        decimal.Parse(row.GetProperty(field).GetString() ?? "0", CultureInfo.InvariantCulture);

    private async Task<Dictionary<string, decimal>> HeldAsync(Guid connection)
    {
        await using var command = source.CreateCommand(Held);
        command.Parameters.AddWithValue(connection);
        await using var rows = await command.ExecuteReaderAsync(Cancel);
        var held = new Dictionary<string, decimal>();
        while (await rows.ReadAsync(Cancel))
            held[rows.GetString(0)] = rows.GetDecimal(1);
        return held;
    }

    private async Task<T> ReadAsync<T>(string sql, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        return await command.ExecuteScalarAsync(Cancel) is T value
            ? value
            : throw new InvalidOperationException("The statement reads no value.");
    }
}

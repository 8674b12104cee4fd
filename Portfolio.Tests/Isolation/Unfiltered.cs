using System.Text.RegularExpressions;
using Npgsql;

namespace Portfolio.Tests.Isolation;

/// <summary>
/// Runs statements of stores once more, with the parameters they had, but for a user who owns nothing and without the
/// conditions that name the user: row-level security alone is left. Each run is rolled back.
/// </summary>
internal static partial class Unfiltered
{
    public static readonly Guid Stranger = new("01900000-0000-7000-8000-00000000dead");

    /// <summary>Errors of a statement that is no SQL any more.</summary>
    private static readonly string[] Broken =
        [PostgresErrorCodes.SyntaxError, PostgresErrorCodes.UndefinedColumn, PostgresErrorCodes.DatatypeMismatch];

    /// <summary>Columns about the database itself.</summary>
    private static readonly string[] OfNoUser = ["epoch", "snapshot"];

    public static string WithoutFilter(string sql) => Filter.Replace(sql, "true");

    /// <summary>The statement as its user sends it.</summary>
    public static Task<Outcome> ForItsUserAsync(HeardStatement heard) =>
        RunAsync(heard, heard.User ?? "", heard.Sql);

    public static Task<Outcome> ForAStrangerAsync(HeardStatement heard) =>
        RunAsync(heard, $"{Stranger}", WithoutFilter(heard.Sql));

    private static async Task<Outcome> RunAsync(HeardStatement heard, string user, string sql)
    {
        await using var connection = new NpgsqlConnection(heard.Login);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var settings = new NpgsqlCommand(
            "select set_config('app.user_id', $1, true), set_config('app.actor', '', true), "
            + "set_config('jit', 'off', true), set_config('lock_timeout', '100ms', true)",
            connection, transaction)
        { Parameters = { new NpgsqlParameter { Value = user } } };
        await settings.ExecuteNonQueryAsync();
        // The server counts for its session, until it reports.
        var before = await WritesAsync();
        try
        {
            return new Outcome(
                await RowsAsync(heard, sql, connection, transaction), await WritesAsync() - before, null);
        }
        catch (PostgresException refusal)
        {
            Assert.False(Broken.Contains(refusal.SqlState), $"{refusal.MessageText}: {sql}");
            return new Outcome([], 0, refusal.SqlState);
        }

        async Task<long> WritesAsync()
        {
            await using var count = new NpgsqlCommand(Writes, connection, transaction);
            return (long)(await count.ExecuteScalarAsync() ?? 0L);
        }
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(
        HeardStatement heard, string sql, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var parameter in heard.Parameters)
            command.Parameters.Add(parameter.Clone());
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        do
        {
            while (await reader.ReadAsync())
            {
                var values = Enumerable.Range(0, reader.FieldCount)
                    .Where(column => !OfNoUser.Contains(reader.GetName(column)))
                    .Select(reader.GetValue).Where(IsSomething).ToList();
                if (values.Count > 0)
                    rows.Add(string.Join(' ', values));
            }
        }
        while (await reader.NextResultAsync());
        return rows;
    }

    /// <summary>An aggregate of no rows is a row, too, of nulls and zeros.</summary>
    private static bool IsSomething(object value) => value switch
    {
        DBNull or bool or "" or 0 or 0L or 0m or 0d => false,
        Array array => array.Length > 0,
        _ => true,
    };

    /// <summary>Rows of users that the transaction has written, by triggers and functions too.</summary>
    private const string Writes =
        """
        select coalesce(sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del), 0)::bigint
        from pg_stat_xact_user_tables s
        join pg_class c on c.oid = s.relid
        where c.relrowsecurity
        """;

    [GeneratedRegex(@"(?<![\w.@])(\w+\.)?(user_id|chain|invited_by|id) = @userId\b", RegexOptions.IgnoreCase)]
    private static partial Regex Filter { get; }
}

/// <param name="Rows">Those that hold something.</param>
/// <param name="Writes">Rows of users that were inserted, changed or deleted.</param>
/// <param name="Error">The database's code; null: none.</param>
internal sealed record Outcome(IReadOnlyList<string> Rows, long Writes, string? Error)
{
    public bool IsNothing => Rows.Count is 0 && Writes is 0 && Error is not PostgresErrorCodes.LockNotAvailable;
}

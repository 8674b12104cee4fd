using System.Text;
using Npgsql;

namespace Portfolio.Tests.Servers;

/// <summary>
/// The contents of a database as a dump has them: every row of every table, of every schema but PostgreSQL's own, in
/// the text form of COPY; bytes are hexadecimal there.
/// </summary>
internal static class DatabaseDump
{
    private const string Tables =
        """
        select format('%I.%I', n.nspname, c.relname)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
        union all
        select 'pg_catalog.pg_largeobject'
        """;

    /// <param name="superuser">Its address: large objects are closed to others.</param>
    public static async Task<string> TakeAsync(string superuser)
    {
        await using var source = NpgsqlDataSource.Create(superuser);
        await using var connection = await source.OpenConnectionAsync(Cancel);
        var dump = new StringBuilder();
        foreach (var table in await ListAsync(connection))
        {
            using var rows = await connection.BeginTextExportAsync($"copy (select * from {table}) to stdout", Cancel);
            dump.AppendLine(table).AppendLine(await rows.ReadToEndAsync(Cancel));
        }

        return dump.ToString();
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Tables, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var tables = new List<string>();
        while (await reader.ReadAsync(Cancel))
            tables.Add(reader.GetString(0));
        return tables;
    }
}

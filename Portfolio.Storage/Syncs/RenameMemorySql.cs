using Dapper;

namespace Portfolio.Storage.Syncs;

/// <summary>Reads a connection's <see cref="RenameMemory"/> within the round trip of a claim.</summary>
internal static class RenameMemorySql
{
    /// <summary>How long a row waits for a new name.</summary>
    public static readonly TimeSpan WaitsFor = TimeSpan.FromDays(30);

    // One index probe finds each asset, however long its series is.
    public const string Text =
        """
        with recursive held as (
            (select asset_id from transactions where connection_id = @connectionId order by asset_id limit 1)
            union all
            select (
                select t.asset_id from transactions t
                where t.connection_id = @connectionId and t.asset_id > held.asset_id
                order by t.asset_id limit 1)
            from held
            where held.asset_id is not null
        )
        select a.symbol from held join assets a on a.id = held.asset_id;

        select t.id, a.symbol, -t.delta as quantity, t.occurred_at as since, sa.symbol as came_as, sum(s.delta) as came
        from transactions t
        join assets a on a.id = t.asset_id
        left join transactions s on s.continues_id = t.id
        left join assets sa on sa.id = s.asset_id
        where t.connection_id = @connectionId and t.reason = 'awaiting_successor' and t.occurred_at > @waitsSince
        group by t.id, a.symbol, sa.symbol
        order by t.position;

        select oa.symbol as old, na.symbol as new, n.delta as credited, coalesce((
                select -sum(d.delta) from transactions d
                where d.connection_id = o.connection_id and d.asset_id = o.asset_id and d.position > o.position
                    and d.reason = 'renamed' and d.delta < 0
            ), 0) as debited
        from transactions n
        join transactions o on o.id = n.continues_id
        join assets na on na.id = n.asset_id
        join assets oa on oa.id = o.asset_id
        where n.connection_id = @connectionId and n.reason = 'renamed' and n.delta > 0 and n.occurred_at > @waitsSince
            and not (o.reason in ('renamed', 'awaiting_successor') and o.delta < 0) is true;

        select old_symbol as old, new_symbol as new, quantity, asked_at, answer
        from rename_questions
        where connection_id = @connectionId;

        select finished_at from sync_runs
        where connection_id = @connectionId and outcome = 'succeeded'
        order by id desc
        limit 1;
        """;

    public static async Task<RenameMemory> ReadAsync(SqlMapper.GridReader rows)
    {
        var held = await rows.ReadAsync<string>();
        var waiting = await rows.ReadAsync<WaitingLine>();
        var early = await rows.ReadAsync<EarlyLine>();
        var questions = await rows.ReadAsync<QuestionLine>();
        var complete = await rows.ReadAsync<DateTimeOffset>();
        return new RenameMemory
        {
            EverHeld = held.ToHashSet(),
            Waiting = [.. waiting.GroupBy(line => line.Id).Select(Row)],
            Early = [.. early.Select(line => new EarlyCredit(line.Old, line.New, line.Credited, line.Debited))],
            Questions = [.. questions.Select(line => new RenameQuestion(
                line.Old, line.New, line.Quantity, line.AskedAt, line.Answer))],
            LastCompleteAt = complete.Select(at => (DateTimeOffset?)at).FirstOrDefault(),
        };
    }

    private static WaitingRow Row(IGrouping<Guid, WaitingLine> lines)
    {
        var first = lines.First();
        return new WaitingRow(
            first.Id,
            first.Symbol,
            first.Quantity,
            first.Since,
            lines.Where(line => line.CameAs is not null).ToDictionary(
                line => line.CameAs ?? "", line => line.Came ?? 0));
    }

    private sealed class WaitingLine
    {
        public Guid Id { get; init; }

        public string Symbol { get; init; } = "";

        public decimal Quantity { get; init; }

        public DateTimeOffset Since { get; init; }

        public string? CameAs { get; init; }

        public decimal? Came { get; init; }
    }

    private sealed class EarlyLine
    {
        public string Old { get; init; } = "";

        public string New { get; init; } = "";

        public decimal Credited { get; init; }

        public decimal Debited { get; init; }
    }

    private sealed class QuestionLine
    {
        public string Old { get; init; } = "";

        public string New { get; init; } = "";

        public decimal Quantity { get; init; }

        public DateTimeOffset AskedAt { get; init; }

        public string? Answer { get; init; }
    }
}

using Npgsql;

namespace Portfolio.Storage.Database;

/// <summary>
/// Failures of PostgreSQL that pass by themselves: a failover, a restart, a lock, a lack of connections. Beside those
/// that Npgsql names (<see cref="NpgsqlException.IsTransient"/>: broken and timed-out connections, 08xxx, 40001, 40P01,
/// 53xxx, 55000, 55006, 55P03, 57P03, 58000, 58030), these are
/// <list type="bullet">
/// <item>25006: a server that is a standby, before or after a failover;</item>
/// <item>25P03, 25P04: PostgreSQL ended a transaction that was idle or open for too long;</item>
/// <item>57014: a statement's or a lock's time limit, or an administrator, cancelled a statement that its caller still
/// waits for;</item>
/// <item>57P01, 57P02, 57P04, 57P05: PostgreSQL closed the connection;</item>
/// <item>of several hosts none is the primary, until a standby has been promoted.</item>
/// </list>
/// The codes are those of PostgreSQL's manual, appendix A.
/// </summary>
public static class TransientFailures
{
    /// <summary>As Npgsql says it, without a code and without a cause.</summary>
    private const string NoPrimary = "No suitable host was found.";

    /// <param name="ct">The caller's: what it cancelled itself is no failure.</param>
    public static bool Is(Exception? fault, CancellationToken ct) => fault switch
    {
        null or OperationCanceledException => false,
        PostgresException refusal => IsTransient(refusal, ct),
        NpgsqlException { IsTransient: true } or NpgsqlException { Message: NoPrimary } => true,
        AggregateException several => several.InnerExceptions.Any(inner => Is(inner, ct)),
        _ => Is(fault.InnerException, ct),
    };

    private static bool IsTransient(PostgresException refusal, CancellationToken ct) => refusal.SqlState switch
    {
        PostgresErrorCodes.QueryCanceled => !ct.IsCancellationRequested,
        PostgresErrorCodes.ReadOnlySqlTransaction or "25P03" or "25P04" => true,
        var state when state.StartsWith("57P", StringComparison.Ordinal)
            || state.StartsWith("08", StringComparison.Ordinal) => true,
        _ => refusal.IsTransient,
    };
}

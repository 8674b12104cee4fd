namespace Portfolio.Storage.Schema;

/// <summary>
/// What PostgreSQL allows a session of the API and of a worker, so that a process that froze or whose machine is gone
/// keeps a lock for seconds and not for hours. Settings of the logins, so that they hold for every connection, those of
/// Quartz included. One that an operator has set is left as it is.
/// </summary>
internal static class SessionLimits
{
    private static readonly IReadOnlyDictionary<string, string> Limits = new Dictionary<string, string>
    {
        // Ends the session of a process that stands still between two statements of a transaction.
        ["idle_in_transaction_session_timeout"] = "5s",
        // Longer than the limit above: those who wait for such a session get the lock instead of an error.
        ["lock_timeout"] = "10s",
        // A peer that does not answer is given up after 5 + 3 * 2 seconds; by default after two hours.
        ["tcp_keepalives_idle"] = "5",
        ["tcp_keepalives_interval"] = "2",
        ["tcp_keepalives_count"] = "3",
    };

    // The same for a peer that takes no data. A download waits in the API for its reader, so there it is longer.
    private const string UserTimeout = "tcp_user_timeout";

    /// <summary>
    /// Parameters: the login, the names, the values. Returns the statements that set what the login lacks.
    /// </summary>
    public const string Statements =
        """
        select format('alter role %I set %I to %L', $1, missing.name, missing.value)
        from unnest($2::text[], $3::text[]) as missing (name, value)
        where not exists (
            select from pg_db_role_setting known, unnest(known.setconfig) as setting
            where known.setdatabase = 0 and known.setrole = $1::regrole
                and setting like missing.name || '=%')
        """;

    /// <summary>Of the login's limits, in an order that both have.</summary>
    public static (string[] Names, string[] Values) Of(string login) =>
        ([.. Limits.Keys, UserTimeout], [.. Limits.Values, login is "portfolio_api" ? "60s" : "15s"]);
}

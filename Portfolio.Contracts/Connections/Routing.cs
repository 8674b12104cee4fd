namespace Portfolio.Contracts.Connections;

/// <summary>
/// How messages find their queue: each message type has a direct exchange, and a queue is bound to it by one of these
/// keys. Split by exchange and urgency, so that a banned exchange delays no other and nobody who waits stands behind
/// a scheduled backlog.
/// </summary>
public static class Routing
{
    /// <summary>The key of a message that concerns one exchange.</summary>
    public static string Key(string exchange) => exchange;

    /// <summary>The key of a <see cref="SyncConnection"/>: scheduled work apart from work somebody waits for.</summary>
    public static string Key(SyncConnection message) =>
        SyncKey(message.Exchange, message.Trigger is SyncTriggers.Scheduled);

    public static string SyncKey(string exchange, bool scheduled) =>
        scheduled ? $"{exchange}.scheduled" : $"{exchange}.now";
}

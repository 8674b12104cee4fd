namespace Portfolio.Contracts.Connections;

/// <summary>
/// The routing keys: each message type has a direct exchange, and a queue is bound to it by one of these keys. They are
/// split by exchange and urgency, so that a banned exchange delays no other and a waiting person's request does not
/// queue behind a scheduled backlog.
/// </summary>
public static class Routing
{
    /// <summary>The key of a message that concerns one exchange.</summary>
    public static string Key(string exchange) => exchange;

    /// <summary>
    /// The key of a <see cref="SyncConnection"/>: scheduled syncs apart from those that a person waits for.
    /// </summary>
    public static string Key(SyncConnection message) =>
        SyncKey(message.Exchange, message.Trigger is SyncTriggers.Scheduled);

    public static string SyncKey(string exchange, bool scheduled) =>
        scheduled ? $"{exchange}.scheduled" : $"{exchange}.now";
}

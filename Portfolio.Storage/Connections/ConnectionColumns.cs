namespace Portfolio.Storage.Connections;

/// <summary>The columns of a <see cref="ConnectionRow"/>: all but the sealed ones.</summary>
internal static class ConnectionColumns
{
    public const string All =
        """
        id, exchange, label, portfolio_id, has_secret, api_key_masked, account_id, permissions, key_expires_at,
        key_addresses, sync_interval_minutes, paused, request_number, request_expires_at, request_trigger, lease_until,
        last_outcome, error_kind, error_code, error_detail, retry_at, contradiction::text, contradicted_since,
        reading_confirmed_at, resync_requested_at, created_at, last_attempt_at, last_synced_at, next_sync_at
        """;
}

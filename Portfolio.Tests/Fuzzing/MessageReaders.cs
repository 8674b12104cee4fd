using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;
using MassTransit.Context;
using MassTransit.Serialization;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Tests.Exchanges;

namespace Portfolio.Tests.Fuzzing;

/// <summary>
/// Of every message: MassTransit's envelope as it lies in a queue, read as an endpoint reads it. A message that a
/// reader refuses goes to an error queue, or is dropped.
/// </summary>
internal static class MessageReaders
{
    private static readonly Guid Id = new("01900000-0000-7000-8000-000000000007");
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Reader> All() =>
    [
        Of(new ConnectionCreated(Id, Id, "binance", 1)),
        Of(new SyncConnection(Id, Id, "okx", 2, SyncTriggers.Scheduled, "eea", FullReading: true)),
        Of(new ConnectionSynced(Id, Id, "binance", 3, Id, "partial")),
        Of(new ConnectionSyncFailed(Id, Id, "binance", 4, Id, ErrorKinds.RateLimited, "-1003")),
        Of(new ConnectionStatusChanged(Id, Id, "okx", ConnectionStatusChanged.Removed)),
        Of(new ConnectionsChanged([Id, Guid.Empty])),
        Of(new ValidateKey(Id, Id, "okx", [1, 2, 3, 250], Now) { ForPreview = true }),
        Of(new KeyAccepted(["read"], "7", [new PreviewAsset("BTC", "Bitcoin", 1.5m, 90_000m)], 1, 2, 90_000m)
        {
            Wallets = [new PreviewWallet("spot", "ok", null, null) { ReportedUsd = "1.5", ReadUsd = "1" }],
            Coverage = "{}",
        }),
        Of(new KeyRefused(ErrorKinds.RateLimited, "-1003", "203.0.113.7", Now, "apiKey")),
    ];

    /// <summary>As it is sent, without the blanks, which would hide its values from <see cref="OddBodies"/>.</summary>
    public static byte[] EnvelopeOf<T>(T message)
        where T : class => JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize<JsonElement>(
            SystemTextJsonMessageSerializer.Instance.GetMessageBody(new MessageSendContext<T>(message)).GetBytes()));

    private static Reader Of<T>(T message)
        where T : class => new(
        $"message: {typeof(T).Name}",
        [EnvelopeOf(message)],
        bytes => Task.FromResult(IsRead<T>(bytes)));

    /// <summary>An endpoint treats these exceptions as a message that cannot be read.</summary>
    private static bool IsRead<T>(byte[] bytes)
        where T : class
    {
        try
        {
            return SystemTextJsonMessageSerializer.Instance
                .Deserialize(new BytesMessageBody(bytes), EmptyHeaders.Instance)
                .TryGetMessage<T>(out _);
        }
        catch (Exception fault) when (fault is SerializationException or JsonException or InvalidOperationException
            or NotSupportedException)
        {
            return false;
        }
    }
}

using Portfolio.Storage.Credentials;

namespace Portfolio.Worker.Credentials;

/// <summary>
/// Goes through all stored keys in batches and seals again those that are not under the active key, or of an earlier
/// form.
/// </summary>
internal sealed class KeyRotation(ResealStore store, string activeKey)
{
    private const int Batch = 200;

    public async Task<RotationReport> RunAsync(CancellationToken ct)
    {
        var (resealed, unreadable) = (0, 0);
        var after = Guid.Empty;
        while (await store.ListOutdatedAsync(after, Batch, ct) is { Count: > 0 } batch)
        {
            foreach (var connection in batch)
            {
                try
                {
                    resealed += await store.ResealAsync(connection.UserId, connection.Id, ct) ? 1 : 0;
                }
                catch (UnsealException)
                {
                    unreadable++;
                }
            }

            after = batch[^1].Id;
        }

        return new RotationReport(activeKey, resealed, unreadable, await store.CountByKeyAsync(ct));
    }
}

/// <summary>The result of a rotation, and the keys still in use.</summary>
/// <param name="Unreadable">Connections whose stored key no configured key opens.</param>
/// <param name="InUse">Connections by the id of the key that seals them.</param>
internal sealed record RotationReport(
    string ActiveKey, int Resealed, int Unreadable, IReadOnlyDictionary<string, long> InUse)
{
    /// <summary>True: every connection is sealed under the active key.</summary>
    public bool Complete => InUse.Keys.All(key => key == ActiveKey);

    public string Sentence => Complete
        ? $"{Resealed} connections were sealed again. All {InUse.Values.Sum()} are sealed under '{ActiveKey}'. Once "
            + "every process has it as its active key, the other keys may be removed from Encryption:Keys."
        : $"{Resealed} connections were sealed again. Keep {Others} in Encryption:Keys: {Why}";

    private string Others => string.Join(
        ", ", InUse.Where(key => key.Key != ActiveKey).Select(key => $"'{key.Key}' ({key.Value} connections)"));

    private string Why => Unreadable > 0
        ? $"{Unreadable} connections did not open with any configured key. Add the key they were sealed under and run "
            + "this again, or let their owners connect them again."
        : "some process still seals under it. Give every process the new Encryption:ActiveKey and run this again.";
}

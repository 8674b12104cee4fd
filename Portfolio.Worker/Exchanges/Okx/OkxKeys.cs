using System.Text.Json;
using Microsoft.Extensions.Options;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>A key's rights, its account, and the host that knows it.</summary>
internal sealed class OkxKeys(OkxHosts hosts, IOptions<OkxOptions> options, TimeProvider clock)
{
    private const string Reading = "read_only";

    /// <summary>
    /// An account lives on one host, and at the others its keys do not exist. So the remembered host gets the first
    /// request, and then the others. A host that does not know the key, or cannot be reached, is skipped; a refusal by
    /// one that knows the key is the answer.
    /// </summary>
    public async Task<KeyReading> ReadAsync(ExchangeKey key, CancellationToken ct)
    {
        var search = new OkxKeySearch(key.Region, hosts);
        var order = hosts.From(key.Region);
        foreach (var host in order)
        {
            try
            {
                var isHome = host.Region == key.Region;
                var reading = await ReadFromAsync(host, key, patient: isHome || host == order[^1], ct);
                return reading with { Region = host.Region };
            }
            catch (ExchangeException failure) when (search.PassesOver(host, failure))
            {
                // The next host may know it.
            }
        }

        throw search.Failure();
    }

    private async Task<KeyReading> ReadFromAsync(OkxHost host, ExchangeKey key, bool patient, CancellationToken ct)
    {
        if (patient)
            return await host.GetSignedAsync(OkxPaths.Config, "", key, Read, ct);

        using var time = new ExchangeTime(options.Value.SearchTimeout, clock, ct);
        try
        {
            return await host.GetSignedAsync(OkxPaths.Config, "", key.Within(time), Read, time.Token);
        }
        catch (OperationCanceledException late) when (time.IsOver && !ct.IsCancellationRequested)
        {
            throw new ExchangeException(
                ErrorKinds.ExchangeUnavailable, null, $"OKX ({host.Region}) was not waited for any longer.", null, late)
            {
                Region = host.Region,
            };
        }
    }

    /// <exception cref="JsonException">Not the configuration of an account.</exception>
    /// <remarks>
    /// The account's id is <c>uid</c> and not <c>mainUid</c>: a key sees the balances of its own (sub-)account only, so
    /// two sub-accounts of one person are two accounts, and none is a duplicate of the other.
    /// </remarks>
    public static KeyReading Read(ReadOnlySpan<byte> body)
    {
        var config = OkxBody<OkxConfigBody>.SingleOf(JsonSerializer.Deserialize(body, OkxJson.Default.Config));
        if (config is not { Uid: { } uid, Perm: { Length: > 0 } perm } || !AssetName.IsOne(uid))
            throw new JsonException("The account's configuration lacks its id or the key's permissions.");

        var rights = perm.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!Array.TrueForAll(rights, AssetName.IsOne))
            throw new JsonException("A permission of the key has no name.");

        var canRead = rights.Contains(Reading);
        string[] excess = [.. rights.Where(right => right is not Reading).Distinct().Order(StringComparer.Ordinal)];
        return new KeyReading(canRead, [.. canRead ? ["read"] : Array.Empty<string>(), .. excess], excess)
        {
            AccountId = uid,
            AllowedAddresses =
                config.Ip?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        };
    }
}

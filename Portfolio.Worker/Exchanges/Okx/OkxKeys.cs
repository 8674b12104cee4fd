using System.Text.Json;
using Portfolio.Contracts.Errors;

namespace Portfolio.Worker.Exchanges.Okx;

/// <summary>What a key may do, whose it is, and which host knows it.</summary>
internal sealed class OkxKeys(OkxHosts hosts)
{
    private const string Reading = "read_only";

    /// <summary>
    /// An account lives on one host, and the others say of its keys that they do not exist. So the host that is
    /// remembered is asked first, and the others before the key is called wrong. A host that could not be asked may be
    /// the one: then its failure is the answer, and not that the key is wrong.
    /// </summary>
    public async Task<KeyReading> ReadAsync(ExchangeKey key, CancellationToken ct)
    {
        var (unknown, unasked) = (default(ExchangeException), default(ExchangeException));
        foreach (var host in hosts.From(key.Region))
        {
            try
            {
                return await host.GetSignedAsync(OkxPaths.Config, "", key.Credentials, Read, ct) with
                {
                    Region = host.Region,
                };
            }
            catch (ExchangeException refusal) when (refusal.Code is OkxErrors.UnknownKey)
            {
                unknown ??= refusal;
            }
            catch (ExchangeException failure) when (unknown is not null && !ErrorKinds.IsRefusal(failure.Kind))
            {
                unasked ??= failure;
            }
        }

        throw unasked ?? Unknown(key, unknown);
    }

    /// <exception cref="JsonException">Not the configuration of an account.</exception>
    /// <remarks>
    /// The account's id is <c>uid</c> and not <c>mainUid</c>: a key sees the balances of its own (sub-)account only, so
    /// two sub-accounts of one person are two accounts, and none is a duplicate of the other.
    /// </remarks>
    public static KeyReading Read(ReadOnlySpan<byte> body)
    {
        var config = OkxBody<OkxConfigBody>.SingleOf(JsonSerializer.Deserialize(body, OkxJson.Default.Config));
        if (config is not { Uid: { Length: > 0 } uid, Perm: { Length: > 0 } perm })
            throw new JsonException("The account's configuration lacks its id or the key's permissions.");

        var rights = perm.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var canRead = rights.Contains(Reading);
        string[] excess = [.. rights.Where(right => right is not Reading).Distinct().Order(StringComparer.Ordinal)];
        return new KeyReading(canRead, [.. canRead ? ["read"] : Array.Empty<string>(), .. excess], excess)
        {
            AccountId = uid,
            AllowedAddresses =
                config.Ip?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        };
    }

    /// <summary>No host knows the key. If it once had a host that is not configured any more, that is why.</summary>
    private ExchangeException Unknown(ExchangeKey key, ExchangeException? refusal) =>
        key.Region is not null && hosts.Find(key.Region) is null
            ? new ExchangeException(
                ErrorKinds.WrongRegion,
                OkxErrors.UnknownKey,
                $"The key's region of OKX is not among {OkxOptions.Section}:Regions, and no other knows it.",
                null,
                refusal)
            : new ExchangeException(
                ErrorKinds.InvalidCredentials, OkxErrors.UnknownKey, "No host of OKX knows the key.", null, refusal)
            {
                MayBeTransient = true,
                Field = OkxErrors.FieldOf(OkxErrors.UnknownKey),
            };
}

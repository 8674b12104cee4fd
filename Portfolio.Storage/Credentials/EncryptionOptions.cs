using Microsoft.Extensions.Options;

namespace Portfolio.Storage.Credentials;

/// <summary>Section <c>Encryption</c>. Every key is 32 bytes, in base64 (<c>openssl rand -base64 32</c>).</summary>
public sealed class EncryptionOptions
{
    public const string Section = "Encryption";

    /// <summary>The id, among <see cref="Keys"/>, of the key that seals from now on. The others only open.</summary>
    public string ActiveKey { get; init; } = "";

    /// <summary>Key id to key.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>();

    /// <summary>Recognises a key that is connected already. Never rotated, and no other key's value.</summary>
    public string FingerprintKey { get; init; } = "";

    /// <summary>
    /// Seals as the release before does, without the exchange. For an upgrade during which processes of that release go
    /// on running: they open nothing else.
    /// </summary>
    public bool SealForEarlierRelease { get; init; }
}

/// <summary>Describes a wrong setting in words, without ever repeating its value.</summary>
internal sealed class EncryptionOptionsValidator : IValidateOptions<EncryptionOptions>
{
    public ValidateOptionsResult Validate(string? name, EncryptionOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(EncryptionOptions options)
    {
        if (options.ActiveKey.Length is 0)
            yield return "Encryption:ActiveKey is missing. Name the key in Encryption:Keys that seals new secrets.";
        else if (!options.Keys.ContainsKey(options.ActiveKey))
            yield return $"Encryption:Keys:{options.ActiveKey} is missing, and Encryption:ActiveKey names it.";

        foreach (var (id, key) in options.Keys)
        {
            if (System.Text.Encoding.UTF8.GetByteCount(id) > byte.MaxValue)
                yield return "A key id in Encryption:Keys is longer than 255 bytes.";
            if (!IsKey(key))
                yield return $"Encryption:Keys:{id} is not 32 bytes in base64. Make one with: openssl rand -base64 32";
        }

        if (options.FingerprintKey.Length is 0)
            yield return "Encryption:FingerprintKey is missing. Make one with: openssl rand -base64 32";
        else if (!IsKey(options.FingerprintKey))
            yield return "Encryption:FingerprintKey is not 32 bytes in base64. Make one with: openssl rand -base64 32";
        else if (options.Keys.Values.Contains(options.FingerprintKey))
            yield return "Encryption:FingerprintKey must not be one of Encryption:Keys: it is never rotated.";
    }

    private static bool IsKey(string value)
    {
        Span<byte> bytes = stackalloc byte[33];
        return value.Length <= 44 && Convert.TryFromBase64String(value, bytes, out var length) && length is 32;
    }
}

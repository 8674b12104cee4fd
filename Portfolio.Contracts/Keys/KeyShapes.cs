using System.Text.RegularExpressions;

namespace Portfolio.Contracts.Keys;

/// <summary>Forms of keys that distinguish them from the other fields of the same key.</summary>
internal static partial class KeyShapes
{
    /// <summary>As OKX's API keys are.</summary>
    public static bool IsUuid(string value) => Uuid().IsMatch(value);

    /// <summary>As OKX's secret keys are: 16 bytes in capitals.</summary>
    public static bool IsUpperHex(string value) => UpperHex().IsMatch(value);

    /// <summary>A private key of any kind, in order or not; no public one.</summary>
    public static bool IsPrivateKey(string value) => PrivateKeyText.Read(value) is
    {
        Flaw: not (PrivateKeyFlaw.PublicKey or PrivateKeyFlaw.Certificate),
    };

    /// <summary>As Kraken's private keys are.</summary>
    public static bool IsBase64Of64Bytes(string value) => Base64Of64Bytes().IsMatch(value);

    [GeneratedRegex("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")]
    private static partial Regex Uuid();

    [GeneratedRegex("^[0-9A-F]{32}$")]
    private static partial Regex UpperHex();

    [GeneratedRegex("^[0-9A-Za-z+/]{86}==$")]
    private static partial Regex Base64Of64Bytes();
}

using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Simulator.Okx.Accounts;

/// <summary>
/// Keys, secrets and passphrases that follow from a name, always the same and formed like OKX's. Keys begin with fa4e
/// and secrets with FA4E5EC4E7, so that they cannot be mistaken for real ones.
/// </summary>
internal static class OkxKeys
{
    public const int KeyLength = 36;

    public static string Key(string name)
    {
        var hash = Hash("key of " + name);
        return Uuid("fa4e0000", hash, hash[10..22]);
    }

    /// <param name="start">The first eight characters.</param>
    /// <param name="end">The last twelve.</param>
    public static string Uuid(string start, string hash, string end) =>
        $"{start}-{hash[..4]}-4{hash[4..7]}-8{hash[7..10]}-{end}";

    public static string Secret(string name) => "FA4E5EC4E7" + Hash("secret of " + name)[..22].ToUpperInvariant();

    public static string Passphrase(string name) => "Fake-Pass#" + Hash("passphrase of " + name)[..8];

    public static string Hash(string seed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("okx " + seed)));
}

using System.Security.Cryptography;
using System.Text;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Authentication;

/// <summary>
/// A code that signs one browser in, once, within <see cref="Life"/>. It may stand in a link: a browser's history keeps
/// the link, but the page has used its code up by then.
/// </summary>
internal static class SignInCode
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    // Crockford's base 32, without letters that look like digits: each carries five bits.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    /// <summary>Makes a code, and stores its hash for a user.</summary>
    public static async Task<string> CreateAsync(SignInCodeStore codes, Guid userId, CancellationToken ct)
    {
        var code = RandomNumberGenerator.GetString(Alphabet, Length);
        await codes.AddAsync(userId, Hash(code), Life, ct);
        return code;
    }

    /// <summary>Its user; null when it is no code, was used before, or is too old.</summary>
    public static async Task<Guid?> TakeAsync(
        SignInCodeStore codes, string offered, DateTimeOffset now, CancellationToken ct) =>
        offered.Length is Length && offered.All(Alphabet.Contains)
            ? await codes.TakeAsync(Hash(offered), now, ct)
            : null;

    /// <summary>The page that takes the code. Browsers do not send what follows the number sign.</summary>
    public static string Link(string origin, string code) => $"{origin.TrimEnd('/')}{Session.SignInPage}#code={code}";

    private static byte[] Hash(string code) => SHA256.HashData(Encoding.ASCII.GetBytes(code));
}

using Portfolio.Storage.Identity;

namespace Portfolio.Api.Authentication;

/// <summary>
/// A code that signs one browser in, once, within <see cref="Life"/>. It may stand in a link: a browser's history keeps
/// the link, but the page has used its code up by then.
/// </summary>
internal static class SignInCode
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const int Length = 26;

    /// <summary>Makes a code, and stores its hash for a user.</summary>
    public static async Task<string> CreateAsync(SignInCodeStore codes, Guid userId, CancellationToken ct)
    {
        var code = SecretText.Create(Length);
        await codes.AddAsync(userId, SecretText.Hash(code), Life, ct);
        return code;
    }

    /// <summary>Its user; null when it is no code, was used before, or is too old.</summary>
    public static async Task<Guid?> TakeAsync(
        SignInCodeStore codes, string offered, DateTimeOffset now, CancellationToken ct) =>
        SecretText.Is(offered, Length)
            ? await codes.TakeAsync(SecretText.Hash(offered), now, ct)
            : null;

    /// <summary>The page that takes the code. Browsers do not send what follows the number sign.</summary>
    public static string Link(string origin, string code) => $"{origin.TrimEnd('/')}{Session.SignInPage}#code={code}";
}

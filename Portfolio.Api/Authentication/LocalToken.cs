using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Portfolio.Api.Authentication;

/// <summary>
/// The local user's access token. Only its hash stays in memory. With an identity provider there is none.
/// </summary>
internal sealed class LocalToken(IOptions<TokenOptions> options)
{
    private readonly bool isUsed = options.Value.Mode is SignInMode.Local;

    private readonly byte[] hash = Hash(options.Value.Mode is SignInMode.Local
        ? options.Value.Token ?? ReadOrCreate(options.Value.TokenFile ?? "")
        : options.Value.Oidc.Authority ?? "");

    /// <summary>
    /// Goes into every session and changes with the token or the identity provider, so that a session of an older one
    /// is invalid. It reveals neither the token nor its hash.
    /// </summary>
    public string Stamp => Convert.ToHexStringLower(HMACSHA256.HashData(hash, "session"u8)[..16]);

    /// <summary>Takes the same time for every value.</summary>
    public bool Matches(string offered) => isUsed && CryptographicOperations.FixedTimeEquals(hash, Hash(offered));

    private static string ReadOrCreate(string path)
    {
        try
        {
            return Create(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            return Read(path);
        }
    }

    private static string Create(string path)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(token + "\n"));
        return token;
    }

    private static string Read(string path) => File.ReadAllText(path).Trim() is { Length: >= 32 } token
        ? token
        : throw new OptionsValidationException(
            TokenOptions.Section,
            typeof(TokenOptions),
            [
                $"Authentication:TokenFile holds no token of at least 32 characters. Delete {path} to have a new one "
                + "made.",
            ]);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

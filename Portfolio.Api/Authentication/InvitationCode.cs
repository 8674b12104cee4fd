using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Api.Authentication;

/// <summary>A code by which one person may sign in for the first time, within <see cref="Life"/>.</summary>
internal static class InvitationCode
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    public static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    public static byte[] Hash(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));
}

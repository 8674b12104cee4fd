using System.Security.Cryptography;
using System.Text;
using Portfolio.Storage.Credentials;

namespace Portfolio.Tests.Credentials;

/// <summary>Seals as the releases did whose values were not bound to an exchange.</summary>
internal static class EarlierForm
{
    public static byte[] Seal(string secret, SealContext context, string keyId, string key)
    {
        byte[] header = [1, (byte)keyId.Length, .. Encoding.UTF8.GetBytes(keyId)];
        byte[] bound =
        [
            .. header, .. context.UserId.ToByteArray(bigEndian: true), .. context.Subject.ToByteArray(bigEndian: true),
            .. Encoding.UTF8.GetBytes(context.Purpose),
        ];
        var nonce = RandomNumberGenerator.GetBytes(12);
        var (tag, text) = (new byte[16], new byte[Encoding.UTF8.GetByteCount(secret)]);
        using var aes = new AesGcm(Convert.FromBase64String(key), tag.Length);
        aes.Encrypt(nonce, Encoding.UTF8.GetBytes(secret), text, tag, bound);
        return [.. header, .. nonce, .. tag, .. text];
    }
}

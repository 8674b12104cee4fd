using System.Security.Cryptography;
using System.Text;
using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Exchanges.Binance;

namespace Portfolio.Tests.Exchanges.Binance;

public sealed class BinanceSignatureTests
{
    private const string Order =
        "side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559";

    private const string Query = "omitZeroBalances=true&recvWindow=5000&timestamp=1499827319559";

    // The key that Binance publishes in its documentation.
    private const string Secret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

    // The first test vector of RFC 8032.
    private const string Ed25519 = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
        -----END PRIVATE KEY-----
        """;

    private const string Ed25519Signature =
        "8zmQYE2PzkteOaq810ZqGuF2soE844MYWG/6ZuFMDptmNnwGmahgkazkSXngERZLOQzVeWfhTrvobA/mZ47EDQ==";

    [Theory]
    [InlineData(
        "symbol=LTCBTC&" + Order,
        "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")]
    [InlineData(
        "symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&" + Order,
        "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3")]
    [InlineData("timestamp=1499827319559", "2222d49722f6af5da13f6da6bfc0d7de19ca2815ebc98bbc49e4942268472f3f")]
    [InlineData(
        "recvWindow=5000&timestamp=1499827319559", "82f4e72e95e63d666b6da651e82a701722ad8a785a169318d91f36f279c55821")]
    [InlineData(Query, "807e9f33e2180fee3162aaa9fddb73c600a957ca7e8353e2c50ba2a31430a41f")]
    public void A_plain_secret_signs_with_hmac(string query, string signature) =>
        Assert.Equal(signature, BinanceSignature.Sign(Secret, query));

    [Fact]
    public void An_ed25519_key_signs_as_the_rfc_says() =>
        Assert.Equal(Uri.EscapeDataString(Ed25519Signature), BinanceSignature.Sign(Ed25519, Query));

    [Fact]
    public void A_key_whose_lines_were_joined_by_pasting_still_signs() =>
        Assert.Equal(
            Uri.EscapeDataString(Ed25519Signature),
            BinanceSignature.Sign($"  {Ed25519.Replace('\n', ' ')} ", Query));

    [Fact]
    public void An_rsa_key_signs_with_pkcs1_and_sha256_in_both_its_forms()
    {
        using var rsa = RSA.Create(2048);

        foreach (var pem in new[] { rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportRSAPrivateKeyPem() })
        {
            var signature = Convert.FromBase64String(Uri.UnescapeDataString(BinanceSignature.Sign(pem, Query)));
            Assert.True(rsa.VerifyData(
                Encoding.ASCII.GetBytes(Query), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
    }

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void A_malformed_pem_is_a_wrong_credential(string pem) => AssertRefused(pem);

    [Fact]
    public void A_private_key_of_another_kind_is_a_wrong_credential()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);

        AssertRefused(curve.ExportPkcs8PrivateKeyPem());
        AssertRefused(rsa.ExportEncryptedPkcs8PrivateKeyPem(
            "passphrase", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000)));
    }

    [Fact]
    public void A_key_with_any_damaged_byte_signs_or_is_refused()
    {
        using var rsa = RSA.Create(2048);
        foreach (var key in new[] { Convert.FromBase64String(Ed25519.Split('\n')[1]), rsa.ExportPkcs8PrivateKey() })
        {
            for (var i = 0; i < Math.Min(key.Length, 64); i++)
            {
                foreach (var damage in new byte[] { 0x01, 0x80, 0xFF })
                {
                    var damaged = (byte[])key.Clone();
                    damaged[i] ^= damage;
                    SignOrRefuse(damaged);
                }

                SignOrRefuse(key[..i]);
            }
        }
    }

    private static void SignOrRefuse(byte[] key)
    {
        var fault = Record.Exception(() => BinanceSignature.Sign(PemEncoding.WriteString("PRIVATE KEY", key), Query));
        Assert.True(
            fault is null or ExchangeException { Kind: ErrorKinds.InvalidCredentials },
            $"{fault?.GetType().Name} is neither a signature nor a refusal.");
    }

    private static void AssertRefused(string pem)
    {
        var refusal = Assert.Throws<ExchangeException>(() => BinanceSignature.Sign(pem, Query));
        Assert.Equal(ErrorKinds.InvalidCredentials, refusal.Kind);
    }
}

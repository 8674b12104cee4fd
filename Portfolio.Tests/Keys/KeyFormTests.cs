using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portfolio.Contracts.Exchanges;
using Portfolio.Contracts.Keys;

namespace Portfolio.Tests.Keys;

/// <summary>Each field is normalised, or a sentence names the problem.</summary>
public sealed class KeyFormTests
{
    private const string Key = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    private const string Secret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
    private const string OkxKey = "fa4e0000-1b2c-4d5e-8f60-0123456789ab";
    private const string OkxSecret = "FA4E5EC4E7049758415F84EFE1586A2B";
    private const string Passphrase = "Fake-Pass#1 of mine";

    public static TheoryData<string, string> Flaws { get; } = MakeFlaws();

    [Theory]
    [MemberData(nameof(Flaws))]
    public void A_secret_that_is_no_usable_private_key_gets_its_reason(string problem, string secret)
    {
        foreach (var pasted in new[] { secret, secret.Replace("\n", "\\n"), $"“{secret}”", secret.Replace("\n", " ") })
        {
            var form = Binance(Key, pasted);

            Assert.Equal(["apiSecret"], form.Problems.Keys);
            Assert.Contains(problem, form.Problems["apiSecret"]);
        }
    }

    [Theory]
    [InlineData("'{0}'")]
    [InlineData("“{0}”")]
    [InlineData("`{0}`")]
    [InlineData(" \t{0}\r\n")]
    [InlineData("\u200B{0}\uFEFF")]
    [InlineData("\u00A0{0}\u3000")]
    [InlineData("\"{0}\",")]
    [InlineData("{0}\\n")]
    [InlineData("BINANCE_SECRET={0}")]
    [InlineData("export API_SECRET=\"{0}\"")]
    [InlineData("\"secretKey\": \"{0}\",")]
    [InlineData("Secret Key: {0}")]
    public void A_plain_secret_loses_surrounding_text_of_pasting(string form) =>
        Assert.Equal(Secret, Binance(Key, string.Format(null, form, Secret)).Value("apiSecret"));

    [Fact]
    public void A_secret_that_was_broken_over_lines_or_typed_in_full_width_is_whole_again()
    {
        Assert.Equal(Secret, Binance(Key, Secret.Insert(32, "\n ")).Value("apiSecret"));
        var fullWidth = string.Concat(Key.Select(letter => (char)(letter + 0xFEE0)));
        Assert.Equal(Key, Binance(fullWidth, Secret).Value("apiKey"));
        Assert.Equal(OkxKey, Okx(OkxKey.Replace('-', '\u2011'), OkxSecret, Passphrase).Value("apiKey"));
    }

    [Fact]
    public void A_private_key_is_stored_in_one_form()
    {
        var pem = TestPrivateKeys.RsaPem();

        var form = Binance(Key, $"secret='{pem.Replace("\n", "\\n")}'");

        Assert.Empty(form.Problems);
        Assert.Equal((Key, pem), (form.Value("apiKey"), form.Value("apiSecret")));
    }

    [Fact]
    public void At_an_exchange_without_private_keys_a_secret_is_plain()
    {
        var form = Okx(OkxKey, TestPrivateKeys.Ed25519Pem(), Passphrase);

        Assert.Equal(["apiSecret"], form.Problems.Keys);
        Assert.Contains("is the text of a key file", form.Problems["apiSecret"]);
    }

    [Fact]
    public void A_private_key_in_the_API_keys_field_is_recognised_as_swapped_and_both_fields_are_named()
    {
        string[] secrets = [TestPrivateKeys.RsaPem(), TestPrivateKeys.Ed25519Pem(), TestPrivateKeys.EncryptedPkcs8()];
        foreach (var secret in secrets)
        {
            var problems = Binance(secret, Key).Problems;

            Assert.Equal(
                "looks like the secret key; the API key and the secret key seem to be swapped", problems["apiKey"]);
            Assert.Equal(
                "looks like the API key; the API key and the secret key seem to be swapped", problems["apiSecret"]);
        }
    }

    [Fact]
    public void Where_key_and_secret_look_alike_only_certain_mistakes_are_named()
    {
        Assert.Empty(Binance(Secret, Key).Problems);
        Assert.Equal(
            "is the same as the API key; copy each into its own field", Binance(Key, Key).Problems["apiSecret"]);
        var named = Binance($"API_SECRET={Secret}", $"API_KEY={Key}").Problems;
        Assert.Equal("is labeled as the secret key; paste each value into its own field", named["apiKey"]);
        Assert.Equal("is labeled as the API key; paste each value into its own field", named["apiSecret"]);
    }

    [Theory]
    [InlineData("secret,key,pass", "API key", "secret key", null)]
    [InlineData("pass,secret,key", "API key", null, "passphrase")]
    [InlineData("key,pass,secret", null, "secret key", "passphrase")]
    [InlineData("secret,pass,key", "API key", "secret key", "passphrase")]
    [InlineData("pass,key,secret", "API key", "secret key", "passphrase")]
    public void Fields_of_OKX_that_hold_each_others_values_are_named(
        string order, string? key, string? secret, string? passphrase)
    {
        var pasted = order.Split(',')
            .Select(name => name switch { "key" => OkxKey, "secret" => OkxSecret, _ => Passphrase }).ToArray();

        var problems = Okx(pasted[0], pasted[1], pasted[2]).Problems;

        string?[] concerned = [key, secret, passphrase];
        Assert.Equal(concerned.Count(label => label is not null), problems.Count);
        Assert.All(problems.Values, problem =>
            Assert.All(concerned.OfType<string>(), label => Assert.Contains(label, problem)));
        Assert.All(problems.Values, problem => Assert.DoesNotContain(OkxKey, problem));
        Assert.All(problems.Values, problem => Assert.DoesNotContain(OkxSecret, problem));
    }

    [Fact]
    public void A_key_that_stands_in_a_second_field_of_OKX_is_named_there_alone()
    {
        Assert.Equal(
            "looks like the API key; put the secret key here", Okx(OkxKey, OkxKey, Passphrase).Problems["apiSecret"]);
        Assert.Equal(["passphrase"], Okx(OkxKey, OkxSecret, OkxSecret).Problems.Keys);
    }

    [Fact]
    public void A_passphrase_loses_only_invisible_characters()
    {
        Assert.Equal("\"as chosen\"", Okx(OkxKey, OkxSecret, " \"as chosen\"\u200B\n").Value("passphrase"));
        Assert.Equal("passphrase=abc\\n", Okx(OkxKey, OkxSecret, "passphrase=abc\\n").Value("passphrase"));
        Assert.Contains("a special space", Okx(OkxKey, OkxSecret, "my\u00A0pass").Problems["passphrase"]);
        Assert.Contains("full-width", Okx(OkxKey, OkxSecret, "ｐass").Problems["passphrase"]);
    }

    [Theory]
    [InlineData("apiKey=abc\nsecretKey=def")]
    [InlineData("""{"apiKey":"abc","secretKey":"def"}""")]
    public void A_whole_settings_file_in_one_field_is_not_guessed_at(string pasted) =>
        Assert.Equal("contains several values; paste only the API key", Binance(pasted, Secret).Problems["apiKey"]);

    private static KeyForm Binance(string key, string secret) => KeyForm.Read(
        ExchangeCatalog.Find("binance")!, new Dictionary<string, string?> { ["apiKey"] = key, ["apiSecret"] = secret });

    private static KeyForm Okx(string key, string secret, string passphrase) => KeyForm.Read(
        ExchangeCatalog.Find("okx")!,
        new Dictionary<string, string?> { ["apiKey"] = key, ["apiSecret"] = secret, ["passphrase"] = passphrase });

    private static TheoryData<string, string> MakeFlaws()
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=me", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(99));
        var (pem, short8) = (rsa.ExportPkcs8PrivateKeyPem(), TestPrivateKeys.Ed25519Pem());
        var damaged = rsa.ExportPkcs8PrivateKey();
        damaged.AsSpan(40, 4).Fill(0xFF);
        return new()
        {
            { "is encrypted with a password; export it without one", TestPrivateKeys.EncryptedPkcs8() },
            { "is encrypted with a password; export it without one", TestPrivateKeys.EncryptedPkcs1() },
            { "is encrypted with a password; export it without one", Bare(TestPrivateKeys.EncryptedPkcs8()) },
            { "is a public key; paste the private key", rsa.ExportSubjectPublicKeyInfoPem() },
            { "is a public key; paste the private key", rsa.ExportRSAPublicKeyPem() },
            { "is a public key; paste the private key", Bare(rsa.ExportSubjectPublicKeyInfoPem()) },
            { "is a public key; paste the private key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1hsZ3vVpguoRK me@home" },
            {
                "is a public key; paste the private key",
                "---- BEGIN SSH2 PUBLIC KEY ----\nAAAAB3NzaC1yc2EAAAADAQAB\n---- END SSH2 PUBLIC KEY ----"
            },
            { "is a certificate", certificate.ExportCertificatePem() },
            { "wrong type (EC); Binance accepts RSA or Ed25519 keys", curve.ExportPkcs8PrivateKeyPem() },
            { "wrong type (EC); Binance accepts RSA or Ed25519 keys", curve.ExportECPrivateKeyPem() },
            { "wrong type (EC); Binance accepts RSA or Ed25519 keys", Bare(curve.ExportPkcs8PrivateKeyPem()) },
            {
                "OpenSSH's own format",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5v\n-----END OPENSSH PRIVATE KEY-----"
            },
            { "OpenSSH's own format", "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtz" },
            { "is cut off", pem[..900] },
            { "is cut off", Bare(pem)[..900] },
            { "is cut off", short8[..70] },
            { "is cut off", Bare(short8)[..50] },
            { "is cut off", "-----BEGIN PRIVATE KEY-----" },
            { "is cut off", pem.Remove(200, 130) },
            { "is damaged", PemEncoding.WriteString("PRIVATE KEY", damaged) },
            { "more than one private key", $"{pem}\n{short8}" },
        };
    }

    private static string Bare(string pem) => string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-')));
}

using System.Security.Cryptography;
using Portfolio.Contracts.Keys;

namespace Portfolio.Tests.Keys;

/// <summary>A private key is read in every form in which people paste it, and comes out in one.</summary>
public sealed class PrivateKeyFormTests
{
    private static readonly string Rsa8 = Made(rsa => rsa.ExportPkcs8PrivateKeyPem());
    private static readonly string Rsa1 = Made(rsa => rsa.ExportRSAPrivateKeyPem());
    private static readonly string Ed25519 = TestPrivateKeys.Ed25519Pem();

    private static readonly Dictionary<string, Func<string, string>> Forms = new()
    {
        ["as it is"] = pem => pem,
        ["with CRLF"] = pem => pem.Replace("\n", "\r\n"),
        ["with literal \\n"] = pem => pem.Replace("\n", "\\n"),
        ["with literal \\r\\n"] = pem => pem.Replace("\n", "\\r\\n"),
        ["escaped twice"] = pem => pem.Replace("\n", "\\\\n"),
        ["as a JSON string"] = pem => System.Text.Json.JsonSerializer.Serialize(pem),
        ["as a JSON object"] = pem => System.Text.Json.JsonSerializer.Serialize(new { apiSecret = pem }),
        ["in single quotes"] = pem => $"'{pem}'",
        ["in double quotes"] = pem => $"\"{pem.Replace("\n", "\\n")}\"",
        ["in typographic quotes"] = pem => $"“{pem}”",
        ["in low quotes"] = pem => $"„{pem}“",
        ["in guillemets"] = pem => $"«{pem}»",
        ["in back-ticks"] = pem => $"```\n{pem}\n```",
        ["with one quote only"] = pem => $"\"{pem}",
        ["with blanks for line breaks"] = pem => pem.Replace('\n', ' '),
        ["without line breaks"] = pem => pem.Replace("\n", ""),
        ["without any white space"] = pem => pem.Replace("\n", "").Replace(" ", ""),
        ["without its END line"] = pem => pem[..pem.IndexOf("-----END", StringComparison.Ordinal)],
        ["with half an END line"] = pem => pem[..(pem.IndexOf("-----END", StringComparison.Ordinal) + 8)],
        ["with another END line"] = pem => Ended(pem, "-----END CERTIFICATE-----"),
        ["with an END line without dashes"] = pem => Ended(pem, "END PRIVATE KEY"),
        ["without its BEGIN line"] = pem => pem[(pem.IndexOf("KEY-----", StringComparison.Ordinal) + 8)..],
        ["with data glued to BEGIN and END"] = pem => Glued(pem),
        ["with dashes lost"] = pem => pem.Replace("-----", ""),
        ["with typographic dashes"] = pem => pem.Replace("-----", "—–-"),
        ["with a byte order mark"] = pem => "\uFEFF" + pem,
        ["with zero-width spaces"] = pem => pem.Replace("A", "A\u200B"),
        ["with no-break spaces"] = pem => pem.Replace(" ", "\u00A0"),
        ["with white space around"] = pem => $" \n\t{pem}\n \n",
        ["with indented lines"] = pem => pem.Replace("\n", "\n    "),
        ["with blank lines"] = pem => pem.Replace("\n", "\n\n"),
        ["quoted in a mail"] = pem => "> " + pem.Replace("\n", "\n> "),
        ["as a line of a settings file"] = pem => $"BINANCE_API_SECRET=\"{pem.Replace("\n", "\\n")}\"",
        ["as a line of a shell"] = pem => $"export BINANCE_API_SECRET='{pem}'",
        ["as a line of YAML"] = pem => $"apiSecret: |\n  {pem.Replace("\n", "\n  ")}",
        ["as a program's literals"] = pem => string.Join(" +\n", pem.Split('\n').Select(line => $"\"{line}\\n\"")),
        ["after what openssl prints"] = pem =>
            $"writing RSA key\nBag Attributes\n    friendlyName: me\nKey Attributes: <No Attributes>\n{pem}",
        ["twice"] = pem => $"{pem}\n{pem}",
        ["with full-width letters"] = pem => string.Concat(
            pem.Select(letter => letter is > ' ' and <= '~' ? (char)(letter + 0xFEE0) : letter)),
        ["as base64 alone"] = pem => Base64(pem),
        ["as base64 in lines"] = pem => string.Join("\n", Base64(pem).Chunk(64).Select(chunk => new string(chunk))),
        ["as base64 without padding"] = pem => Base64(pem).TrimEnd('='),
        ["as base64 in quotes"] = pem => $"'{Base64(pem)}'",
        ["as base64 in a settings line"] = pem => $"secret_key = {Base64(pem)}",
        ["as base64 in JSON"] = pem =>
            $$"""{"apiSecret":"{{Base64(pem).Replace("/", "\\/").Replace("+", "\\u002B")}}"}""",
    };

    public static TheoryData<string> FormNames { get; } = [.. Forms.Keys];

    [Theory]
    [MemberData(nameof(FormNames))]
    public void A_private_key_is_read_whatever_pasting_did_to_it(string form)
    {
        foreach (var (pem, algorithm) in new[] { (Rsa8, "RSA"), (Rsa1, "RSA"), (Ed25519, "Ed25519") })
        {
            var reading = PrivateKeyText.Read(Forms[form](pem));

            Assert.Equal((PrivateKeyFlaw.None, algorithm), (reading?.Flaw, reading?.Algorithm));
            Assert.Equal(pem.Trim(), reading?.Pem);
            Assert.Equal(reading?.Pem, PrivateKeyText.Read(reading?.Pem ?? "")?.Pem);
        }
    }

    [Fact]
    public void A_key_under_the_label_of_the_other_form_is_read_by_its_content()
    {
        Assert.Equal(Rsa8, PrivateKeyText.Read(Rsa8.Replace("PRIVATE KEY", "RSA PRIVATE KEY"))?.Pem);
        Assert.Equal(Rsa1, PrivateKeyText.Read(Rsa1.Replace("RSA PRIVATE KEY", "PRIVATE KEY"))?.Pem);
    }

    [Fact]
    public void An_ed25519_key_that_holds_its_public_half_too_is_read()
    {
        var short8 = Convert.FromBase64String(Base64(Ed25519));
        byte[] attributes = [0x81, 0x21, 0x00, .. RandomNumberGenerator.GetBytes(32)];
        byte[] longer = [0x30, (byte)(0x2E + attributes.Length), 0x02, 0x01, 0x01, .. short8[5..], .. attributes];

        Assert.Equal(Ed25519, PrivateKeyText.Read(PemEncoding.WriteString("PRIVATE KEY", longer))?.Pem);
        Assert.Equal(Ed25519, PrivateKeyText.Read(Convert.ToBase64String(longer))?.Pem);
    }

    [Fact]
    public void The_private_key_is_taken_out_of_a_text_that_has_its_public_one_beside_it()
    {
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportPkcs8PrivateKeyPem();

        Assert.Equal(pem, PrivateKeyText.Read($"{rsa.ExportSubjectPublicKeyInfoPem()}\n{pem}")?.Pem);
    }

    [Fact]
    public void A_plain_secret_is_never_taken_for_a_key()
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        string[] like =
        [
            "MII" + new string('A', 61), "MIG" + new string('b', 61), "MC4C" + new string('c', 60),
            "MCowBQYDK2Vw" + new string('d', 52), "BEGIN" + new string('E', 56) + "KEY", "b3Blbn" + new string('e', 58),
            new('A', 64), new('0', 64), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
        ];
        var random = Enumerable.Range(0, 20_000).Select(_ => RandomNumberGenerator.GetString(Letters, 64));

        Assert.All(like.Concat(random), secret => Assert.Null(PrivateKeyText.Read(secret)));
    }

    private static string Made(Func<RSA, string> export)
    {
        using var rsa = RSA.Create(2048);
        return export(rsa);
    }

    private static string Base64(string pem) =>
        string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-'))).Trim();

    private static string Ended(string pem, string end) =>
        pem[..pem.IndexOf("-----END", StringComparison.Ordinal)] + end;

    private static string Glued(string pem)
    {
        var lines = pem.Trim().Split('\n');
        return lines[0] + string.Join("\n", lines[1..^1]) + lines[^1];
    }
}

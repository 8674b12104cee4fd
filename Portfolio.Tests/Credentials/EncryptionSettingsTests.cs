using Portfolio.Storage.Credentials;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Credentials;

/// <summary>A process without a valid key does not start, and names the wrong setting.</summary>
public sealed class EncryptionSettingsTests
{
    [Fact]
    public void A_complete_key_ring_is_accepted() => Assert.Empty(Failures(new EncryptionOptions
    {
        ActiveKey = "one", Keys = Ring("one", TestKeys.One), FingerprintKey = TestKeys.Fingerprint,
    }));

    [Fact]
    public void A_missing_active_key_is_named() => Assert.Contains(
        "Encryption:ActiveKey is missing",
        Failures(new EncryptionOptions { Keys = Ring("one", TestKeys.One), FingerprintKey = TestKeys.Fingerprint }));

    [Fact]
    public void An_active_key_that_is_not_in_the_ring_is_named() => Assert.Contains(
        "Encryption:Keys:two is missing",
        Failures(new EncryptionOptions
        {
            ActiveKey = "two", Keys = Ring("one", TestKeys.One), FingerprintKey = TestKeys.Fingerprint,
        }));

    [Theory]
    [InlineData("")]
    [InlineData("not base64 at all")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ==")]
    public void A_malformed_key_is_named_and_its_value_is_not_repeated(string key)
    {
        var failures = Failures(new EncryptionOptions
        {
            ActiveKey = "one", Keys = Ring("one", key), FingerprintKey = TestKeys.Fingerprint,
        });

        Assert.Contains("Encryption:Keys:one is not 32 bytes in base64", failures);
        Assert.True(key.Length is 0 || !failures.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_fingerprint_key_is_named() => Assert.Contains(
        "Encryption:FingerprintKey is missing",
        Failures(new EncryptionOptions { ActiveKey = "one", Keys = Ring("one", TestKeys.One) }));

    [Fact]
    public void The_fingerprint_key_may_not_be_one_that_is_rotated() => Assert.Contains(
        "Encryption:FingerprintKey must not be one of Encryption:Keys",
        Failures(new EncryptionOptions
        {
            ActiveKey = "one", Keys = Ring("one", TestKeys.One), FingerprintKey = TestKeys.One,
        }));

    private static string Failures(EncryptionOptions options) =>
        string.Join(' ', new EncryptionOptionsValidator().Validate(null, options).Failures ?? []);

    private static Dictionary<string, string> Ring(string id, string key) => new() { [id] = key };
}

using Microsoft.Extensions.Options;
using Portfolio.Storage.Credentials;
using Portfolio.Tests.Servers;

namespace Portfolio.Tests.Credentials;

public sealed class SealerTests
{
    private const string Secret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

    private static readonly SealContext Here = new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "binance", "api_secret");

    public static TheoryData<string, SealContext> OtherPlaces { get; } = new()
    {
        { "another user", Here with { UserId = Guid.CreateVersion7() } },
        { "another connection", Here with { Subject = Guid.CreateVersion7() } },
        { "another exchange", Here with { Exchange = "okx" } },
        { "another field", Here with { Purpose = "api_key" } },
    };

    [Fact]
    public void A_sealed_value_opens_in_its_place() => Assert.Equal(Secret, One.Open(One.Seal(Secret, Here), Here));

    [Fact]
    public void The_same_secret_is_never_sealed_to_the_same_bytes() =>
        Assert.NotEqual(One.Seal(Secret, Here), One.Seal(Secret, Here));

    [Theory]
    [MemberData(nameof(OtherPlaces))]
    public void A_value_moved_elsewhere_does_not_open(string where, SealContext there)
    {
        var refusal = Assert.Throws<UnsealException>(() => One.Open(One.Seal(Secret, Here), there));

        Assert.DoesNotContain(Secret, refusal.ToString());
        Assert.NotEmpty(where);
    }

    [Fact]
    public void No_single_altered_byte_opens()
    {
        var sealedValue = One.Seal(Secret, Here);
        for (var position = 0; position < sealedValue.Length; position++)
        {
            var altered = sealedValue.ToArray();
            altered[position] ^= 1;
            Assert.Throws<UnsealException>(() => One.Open(altered, Here));
        }
    }

    [Fact]
    public void No_value_that_is_cut_short_opens()
    {
        var sealedValue = One.Seal(Secret, Here);
        for (var length = 0; length < sealedValue.Length; length++)
            Assert.Throws<UnsealException>(() => One.Open(sealedValue.AsSpan(0, length), Here));
    }

    [Fact]
    public void A_value_of_an_earlier_release_opens_and_does_not_pass_for_a_newer_one()
    {
        var earlier = EarlierForm.Seal(Secret, Here, "one", TestKeys.One);
        Assert.Equal(Secret, One.Open(earlier, Here));

        earlier[0] = One.Seal(Secret, Here)[0];

        Assert.Throws<UnsealException>(() => One.Open(earlier, Here));
    }

    [Fact]
    public void While_an_earlier_release_runs_values_are_sealed_as_it_opens_them()
    {
        var earlier = new Sealer(Options.Create(new EncryptionOptions
        {
            ActiveKey = "one",
            Keys = new Dictionary<string, string> { ["one"] = TestKeys.One },
            FingerprintKey = TestKeys.Fingerprint,
            SealForEarlierRelease = true,
        }));

        var value = earlier.Seal(Secret, Here);

        Assert.Equal(EarlierForm.Seal(Secret, Here, "one", TestKeys.One)[..5], value[..5]);
        Assert.Equal(Secret, One.Open(value, Here with { Exchange = "okx" }));
        Assert.Equal(Secret, earlier.Open(One.Seal(Secret, Here), Here));
    }

    [Fact]
    public void A_value_sealed_by_an_older_key_opens_while_that_key_is_configured()
    {
        var sealedByOne = One.Seal(Secret, Here);

        Assert.Equal(Secret, Keys("two", ("one", TestKeys.One), ("two", TestKeys.Two)).Open(sealedByOne, Here));
    }

    [Fact]
    public void A_key_that_is_not_configured_is_named_by_its_id()
    {
        var sealedByOne = One.Seal(Secret, Here);

        var refusal = Assert.Throws<UnsealException>(() => Keys("two", ("two", TestKeys.Two)).Open(sealedByOne, Here));

        Assert.Contains("'one'", refusal.Message);
    }

    private static Sealer One => Keys("one", ("one", TestKeys.One));

    private static Sealer Keys(string active, params (string Id, string Key)[] keys) => new(Options.Create(
        new EncryptionOptions
        {
            ActiveKey = active,
            Keys = keys.ToDictionary(key => key.Id, key => key.Key),
            FingerprintKey = TestKeys.Fingerprint,
        }));
}

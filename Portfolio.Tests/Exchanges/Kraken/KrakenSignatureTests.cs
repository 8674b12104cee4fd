using Portfolio.Worker.Exchanges.Kraken;

namespace Portfolio.Tests.Exchanges.Kraken;

public sealed class KrakenSignatureTests
{
    /// <summary>Published in the documentation of Kraken's API; no account has it.</summary>
    private const string Published =
        "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";

    private const string Nonce = "1616492376594";

    [Theory]
    [InlineData(
        "/0/private/AddOrder", "ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25",
        "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==")]
    [InlineData(
        "/0/private/BalanceEx", "",
        "1j2wTVcCjQvueYQKkvwE3KMKUKZ2X44OnlJOYr2nPt3WwRIl69rXv3dyHxdoxHIc88DGbIR+WwRtR0qudfAL+w==")]
    [InlineData(
        "/0/private/GetApiKeyInfo", "",
        "0hXh9q5/fK8xgzNfiExbUyhEvsv1gAYGgL/5PWy8Xo8kFGhpI/ZwAnHB1eC0SYtlYiywFcypDRuBP/GjHp+ojA==")]
    [InlineData(
        "/0/private/Earn/Allocations", "converted_asset=USD&hide_zero_allocations=true",
        "uTprJZuTvWUi0rQc/rlQFFSIUSqZy8elHVLXd1n8FrV24egeMWU8AlkSGkRvertSnWBEZil/KRsK3tcNJOyPZA==")]
    public void A_signature_is_that_of_the_published_key(string path, string form, string signature) =>
        Assert.Equal(
            signature,
            KrakenSignature.Sign(Published, path, Nonce, form is "" ? $"nonce={Nonce}" : $"nonce={Nonce}&{form}"));

    [Theory]
    [InlineData(Published, true)]
    [InlineData("kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1hu", false)]
    [InlineData("kQH5HW_8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==", false)]
    [InlineData("kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg", false)]
    [InlineData(Published + "\n", false)]
    [InlineData("", false)]
    public void Only_64_bytes_in_base64_are_a_secret(string text, bool isOne) =>
        Assert.Equal(isOne, KrakenSignature.IsSecret(text));
}

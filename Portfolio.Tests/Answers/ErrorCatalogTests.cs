using Portfolio.Api.Answers;
using Portfolio.Contracts.Errors;

namespace Portfolio.Tests.Answers;

public sealed class ErrorCatalogTests
{
    [Fact]
    public void Wallets_that_were_missed_for_one_reason_share_it() => Assert.Equal(
        "Flexible earn and Locked earn at Binance could not be read. "
        + "Binance refuses access to this wallet for this account (code -10038).",
        WalletErrorText.OfMissed(
            ErrorKinds.ExchangeRefused, "binance", "earn_flexible, earn_locked", "-10038").Message);

    [Fact]
    public void A_wallet_that_was_missed_for_another_reason_is_not_given_the_first_ones() => Assert.Equal(
        "Locked earn and Funding at Binance could not be read. Locked earn: Binance refuses access to this wallet for "
        + "this account (code -10038). See the latest sync for the others.",
        WalletErrorText.OfMissed(
            ErrorKinds.ExchangeRefused, "binance", "earn_locked; funding", "-10038").Message);

    [Theory]
    [InlineData(ErrorDetails.NameNotFound, "Unable to connect to OKX: the address of its server was not found.")]
    [InlineData(ErrorDetails.NotSecure, "Unable to connect to OKX: no secure connection could be established.")]
    [InlineData(null, "Unable to connect to OKX. Check your network.")]
    public void A_host_that_is_not_reached_says_where_to_look(string? detail, string message) =>
        Assert.Equal(message, ErrorCatalog.For(ErrorKinds.Network, "okx", detail).Message);

    [Fact]
    public void A_restricted_account_gets_no_advice_to_turn_on_a_right()
    {
        var sentences = ErrorCatalog.For(
            ErrorKinds.PermissionDenied, "okx", ErrorDetails.AccountRestricted, "50007");

        Assert.Equal("OKX has restricted this account and does not let us read it (code 50007).", sentences.Message);
        Assert.DoesNotContain("Turn on", sentences.Message + sentences.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_only_another_address_family_is_known_the_text_names_the_required_one() => Assert.Contains(
        "and that this server's IPv4 address is among its trusted addresses",
        ErrorCatalog.For(ErrorKinds.InvalidCredentials, "binance", ErrorDetails.Ipv4Address).Action,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(ErrorDetails.WrongPassphrase, "Use the passphrase you chose when you created the key.")]
    [InlineData(ErrorDetails.WrongSecret, "OKX says that the secret key does not belong to this API key.")]
    public void A_sync_names_the_part_of_the_key_that_is_wrong(string detail, string start) => Assert.StartsWith(
        start, ErrorCatalog.For(ErrorKinds.InvalidCredentials, "okx", detail).Action, StringComparison.Ordinal);

    [Fact]
    public void A_region_that_is_no_longer_configured_is_named()
    {
        var detail = new RegionSearch(["global", "us"], [], Remembered: "mars").Write();

        var sentences = ErrorCatalog.For(ErrorKinds.WrongRegion, "okx", detail);

        Assert.Equal(
            "This key belongs to the mars region of OKX, which is no longer configured here.", sentences.Message);
        Assert.StartsWith(
            "OKX was asked in its regions global and us, and none of them knows the key.", sentences.Action,
            StringComparison.Ordinal);
    }
}

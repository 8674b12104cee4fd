using Portfolio.Api.Answers;
using Portfolio.Contracts.Errors;

namespace Portfolio.Tests.Answers;

public sealed class ErrorCatalogTests
{
    [Fact]
    public void Wallets_that_were_missed_for_one_reason_share_it() => Assert.Equal(
        "Not read at Binance: earn flexible, earn locked. Binance refuses this wallet to this account, code -10038.",
        ErrorCatalog.ForMissedWallets(
            ErrorKinds.ExchangeRefused, "binance", "earn_flexible, earn_locked", "-10038").Message);

    [Fact]
    public void A_wallet_that_was_missed_for_another_reason_is_not_given_the_first_ones() => Assert.Equal(
        "Not read at Binance: earn locked, funding. Of earn locked: Binance refuses this wallet to this account, "
        + "code -10038. The latest sync says why the others were not.",
        ErrorCatalog.ForMissedWallets(
            ErrorKinds.ExchangeRefused, "binance", "earn_locked; funding", "-10038").Message);

    [Theory]
    [InlineData(ErrorDetails.NameNotFound, "Unable to connect to OKX: the address of its server was not found.")]
    [InlineData(ErrorDetails.NotSecure, "Unable to connect to OKX: no secure connection came about.")]
    [InlineData(null, "Unable to connect to OKX. Check your network.")]
    public void A_host_that_is_not_reached_says_where_to_look(string? detail, string message) =>
        Assert.Equal(message, ErrorCatalog.For(ErrorKinds.Network, "okx", detail).Message);

    [Fact]
    public void A_restricted_account_gets_no_advice_to_turn_on_a_right()
    {
        var sentences = ErrorCatalog.For(
            ErrorKinds.PermissionDenied, "okx", ErrorDetails.AccountRestricted, "50007");

        Assert.Equal("OKX has restricted this account and does not let it be read, code 50007.", sentences.Message);
        Assert.DoesNotContain("Turn on", sentences.Message + sentences.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_only_another_address_family_is_known_the_text_names_the_required_one() => Assert.Contains(
        "and that this server's IPv4 address is among its trusted addresses",
        ErrorCatalog.For(ErrorKinds.InvalidCredentials, "binance", ErrorDetails.Ipv4Address).Action,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(ErrorDetails.WrongPassphrase, "The passphrase is the one that you chose when you made the key.")]
    [InlineData(ErrorDetails.WrongSecret, "OKX says that the secret key does not belong to this API key.")]
    public void A_sync_names_the_part_of_the_key_that_is_wrong(string detail, string start) => Assert.StartsWith(
        start, ErrorCatalog.For(ErrorKinds.InvalidCredentials, "okx", detail).Action, StringComparison.Ordinal);

    [Fact]
    public void A_region_that_is_no_longer_configured_is_named()
    {
        var detail = new RegionSearch(["global", "us"], [], Remembered: "mars").Write();

        var sentences = ErrorCatalog.For(ErrorKinds.WrongRegion, "okx", detail);

        Assert.Equal(
            "This key belongs to another region of OKX: mars, which is not configured any more.", sentences.Message);
        Assert.StartsWith(
            "OKX was asked in its regions global and us, and none knows the key.", sentences.Action,
            StringComparison.Ordinal);
    }
}

using Portfolio.Contracts.Errors;
using Portfolio.Worker.Exchanges.Kraken;
using static Portfolio.Tests.Exchanges.Kraken.KrakenFixture;
using static Portfolio.Tests.Exchanges.StubServer;

namespace Portfolio.Tests.Exchanges.Kraken;

public sealed class KrakenCallTests
{
    [Fact]
    public async Task Each_call_is_a_post_with_a_higher_nonce_and_the_signature_of_its_bytes()
    {
        await using var kraken = await StartKrakenAsync(Cancel);

        await kraken.Exchange.ReadKeyAsync(Key, Cancel);
        await kraken.Exchange.ReadAccountAsync(Key, Cancel);

        Assert.Equal(
            [KrakenPaths.KeyInfo, KrakenPaths.Balance, KrakenPaths.Allocations, KrakenPaths.Balance],
            kraken.Server.Seen.Select(request => request.Path));
        var nonces = kraken.Server.Seen.Select(request => NonceOf(request)).ToList();
        Assert.Equal(nonces.Order().Distinct(), nonces);
        Assert.All(kraken.Server.Seen, request =>
        {
            Assert.Equal(("POST", ApiKey, ""), (request.Method, request.Headers["API-Key"], request.Query));
            Assert.Equal("application/x-www-form-urlencoded", request.Headers["Content-Type"]);
            Assert.Equal(
                KrakenSignature.Sign(Secret, request.Path, $"{NonceOf(request)}", request.Body),
                request.Headers["API-Sign"]);
        });
    }

    [Fact]
    public async Task An_attempt_that_no_one_answered_is_repeated_once_with_a_nonce_of_its_own()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.KeyInfo, HangUp, Answer(KeyInfo("query-funds")));

        await kraken.Exchange.ReadKeyAsync(Key, Cancel);

        Assert.Equal(2, kraken.Server.SeenAt(KrakenPaths.KeyInfo).Select(NonceOf).Distinct().Count());
    }

    [Fact]
    public async Task A_nonce_that_was_overtaken_is_replaced_once()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.KeyInfo, Answer(Refusal("EAPI:Invalid nonce")), Answer(KeyInfo("query-funds")));

        Assert.True((await kraken.Exchange.ReadKeyAsync(Key, Cancel)).CanRead);
    }

    [Fact]
    public async Task A_key_that_was_used_with_higher_nonces_elsewhere_has_that_as_its_reason()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        kraken.Server.On(KrakenPaths.KeyInfo, Answer(Refusal("EAPI:Invalid nonce")));

        var failure = await kraken.KeyFailureAsync();

        Assert.Equal((ErrorKinds.InvalidCredentials, ErrorDetails.NonceTooLow), (failure.Kind, failure.Detail));
        Assert.Equal(2, kraken.Server.SeenAt(KrakenPaths.KeyInfo).Count);
    }

    [Theory]
    [InlineData("a key with blanks", null)]
    [InlineData("", null)]
    [InlineData(ApiKey, "not a secret")]
    [InlineData(ApiKey, "c2hvcnQ=")]
    public async Task A_key_that_Kraken_cannot_have_issued_is_refused_before_it_is_sent(string apiKey, string? secret)
    {
        await using var kraken = await StartKrakenAsync(Cancel);

        var failure = await kraken.KeyFailureAsync(KeyOf(apiKey, secret ?? Secret));

        Assert.Equal(ErrorKinds.InvalidCredentials, failure.Kind);
        Assert.Empty(kraken.Server.Seen);
    }

    [Fact]
    public async Task No_failure_reveals_a_key_even_if_the_server_echoes_it()
    {
        await using var kraken = await StartKrakenAsync(Cancel);
        foreach (var body in (string[])[Refusal($"EAPI:{Secret}"), Refusal($"EGeneral:{ApiKey}"), $"<p>{Secret}</p>"])
        {
            kraken.Server.On(KrakenPaths.KeyInfo, Answer(body));

            var failure = await kraken.KeyFailureAsync();

            foreach (var text in (string[])[failure.ToString(), failure.Code ?? "", .. kraken.Log.Lines])
                Assert.DoesNotContain(Secret[..6], text, StringComparison.Ordinal);
        }
    }

    private static long NonceOf(SeenRequest request) =>
        long.Parse(request.Body.Split('&')[0].Replace("nonce=", "", StringComparison.Ordinal));
}

using Portfolio.Contracts.Errors;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Syncs;
using Portfolio.Worker.Exchanges;
using Portfolio.Worker.Syncs;

namespace Portfolio.Tests.Syncs;

public sealed class RunFailureTests
{
    private static readonly DateTimeOffset Noon = Account.Noon;
    private static readonly SyncOptions Options = new();

    [Fact]
    public void A_refusal_that_may_pass_is_confirmed_a_minute_later_when_the_connection_has_worked_before() =>
        Assert.Equal(Noon.AddSeconds(60), Next(Claimed(worked: true), MayPass));

    [Fact]
    public void The_second_time_it_is_believed() =>
        Assert.Null(
            Next(Claimed(worked: true, lastOutcome: "failed", errorKind: ErrorKinds.InvalidCredentials), MayPass));

    [Fact]
    public void A_refusal_that_was_believed_already_is_not_confirmed_again() =>
        Assert.Null(
            Next(Claimed(worked: true, lastOutcome: "refused", errorKind: ErrorKinds.InvalidCredentials), MayPass));

    [Fact]
    public void A_failure_of_another_kind_in_between_does_not_count_as_the_first_time() => Assert.Equal(
        Noon.AddSeconds(60),
        Next(Claimed(worked: true, lastOutcome: "failed", errorKind: ErrorKinds.Network), MayPass));

    [Theory]
    [InlineData("created")]
    [InlineData("repaired")]
    public void At_connect_and_with_new_keys_the_first_answer_counts(string trigger) =>
        Assert.Null(Next(Claimed(worked: true, trigger), MayPass));

    [Fact]
    public void A_connection_that_never_worked_is_believed_the_first_time() =>
        Assert.Null(Next(Claimed(worked: false), MayPass));

    [Fact]
    public void A_refusal_that_does_not_pass_is_believed_the_first_time() => Assert.Null(
        Next(Claimed(worked: true), new ExchangeException(ErrorKinds.InvalidCredentials, "-1022", "refused")));

    [Fact]
    public void A_failure_that_is_no_refusal_is_always_tried_again() => Assert.NotNull(
        Next(Claimed(worked: false), new ExchangeException(ErrorKinds.ExchangeUnavailable, "503", "down")));

    private static ExchangeException MayPass =>
        new(ErrorKinds.InvalidCredentials, "-2015", "refused") { MayBeTransient = true };

    private static DateTimeOffset? Next(Claim claim, ExchangeException failure) =>
        RunFailure.Of(claim, Guid.CreateVersion7(), failure, null, Options, Noon).NextSyncAt;

    private static Claim Claimed(
        bool worked, string trigger = "scheduled", string? lastOutcome = "succeeded", string? errorKind = null) =>
        new()
        {
            ConnectionId = Guid.CreateVersion7(),
            UserId = Guid.CreateVersion7(),
            Exchange = "binance",
            Request = 2,
            Fence = 2,
            Trigger = trigger,
            StartedAt = Noon,
            AttemptedAt = Noon,
            Unseal = () => new ApiCredentials("key", "secret", null),
            SyncIntervalMinutes = 60,
            Failures = 0,
            LastSyncedAt = worked ? Noon.AddHours(-1) : null,
            LastOutcome = lastOutcome,
            ErrorKind = errorKind,
            Balances = [],
        };
}

using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portfolio.Api.Audit;
using Portfolio.Storage.Audit;
using Portfolio.Tests.Storage;

namespace Portfolio.Tests.Audit;

/// <summary>Refusals that repeat are one row with their count for each minute.</summary>
public sealed class RefusalTests
{
    private readonly FakeTimeProvider clock = new(Stores.Noon);
    private readonly HttpContextAccessor http = new();
    private readonly IServiceProvider services =
        new ServiceCollection().AddMetrics().AddSingleton<AuditMetrics>().BuildServiceProvider();
    private readonly Refusals refusals;

    public RefusalTests() => refusals = new Refusals(
        new CurrentActor(), http, services.GetRequiredService<AuditMetrics>(), clock);

    [Fact]
    public void The_first_is_written_at_once_and_those_alike_once_their_minute_is_over()
    {
        for (var times = 0; times < 5; times++)
            Refuse("203.0.113.5");
        Assert.Equal(["token_refused 1"], Written());

        clock.Advance(TimeSpan.FromSeconds(59));
        refusals.HandOver(all: false);
        Assert.Empty(Written());

        clock.Advance(TimeSpan.FromSeconds(1));
        refusals.HandOver(all: false);
        Assert.Equal(["token_refused 4"], Written());

        Refuse("203.0.113.5");
        Assert.Equal(["token_refused 1"], Written());
    }

    [Fact]
    public void Another_source_action_or_detail_is_a_row_of_its_own()
    {
        Refuse("203.0.113.5");
        Refuse("203.0.113.6");
        refusals.Add(Guid.NewGuid(), "key_refused", "binance: duplicate_key");
        refusals.Add(Guid.NewGuid(), "key_refused", "binance: duplicate_key");

        Assert.Equal(4, Written().Count);
    }

    [Fact]
    public void All_addresses_of_one_network_of_IPv6_are_one_source()
    {
        for (var host = 1; host < 9; host++)
            Refuse($"2001:db8:1:2::{host}");
        Refuse("2001:db8:1:3::1");
        refusals.HandOver(all: true);

        Assert.Equal(["token_refused 1", "token_refused 1", "token_refused 7"], Written());
    }

    [Fact]
    public void Counts_are_handed_over_when_the_process_ends()
    {
        Refuse("203.0.113.5");
        Refuse("203.0.113.5");
        refusals.HandOver(all: true);

        Assert.Equal(["token_refused 1", "token_refused 1"], Written());
    }

    [Fact]
    public void Rows_that_no_one_writes_in_time_are_dropped_and_counted()
    {
        using var listener = new MeterListener();
        var dropped = 0L;
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument, services.GetRequiredService<AuditMetrics>().Dropped))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => dropped += count);
        listener.Start();

        for (var caller = 0; caller < 20_000; caller++)
            Refuse($"10.0.{caller / 250}.{caller % 250}");

        Assert.Equal(20_000, Written().Count + dropped);
        Assert.InRange(dropped, 1, 19_999);
    }

    private void Refuse(string address)
    {
        http.HttpContext = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
        refusals.Add(new AuditRefusal(null, AuditActor.Unknown(address), "token_refused"));
    }

    /// <summary>Since the last look.</summary>
    private List<string> Written()
    {
        var written = new List<string>();
        while (refusals.Rows.TryRead(out var row))
            written.Add($"{row.Refusal.Action} {row.Count}");
        return written;
    }
}

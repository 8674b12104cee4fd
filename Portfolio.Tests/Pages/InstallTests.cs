using System.Buffers.Binary;
using System.Text.Json;
using Portfolio.Tests.Journeys;

namespace Portfolio.Tests.Pages;

/// <summary>The pages as an application on a phone or a desktop.</summary>
public sealed class InstallTests(SharedApi shared, Browser browser) : SystemTest<SharedApi>(shared)
{
    [Fact]
    public async Task The_browser_finds_no_error_in_the_manifest()
    {
        await using var visit = await Visit.BeginAsync(browser, system);
        await visit.OpenAsync("/connections");
        var session = await visit.Context.NewCDPSessionAsync(visit.Page);

        var found = await session.SendAsync("Page.getAppManifest");

        Assert.NotNull(found);
        Assert.Empty(found.Value.GetProperty("errors").EnumerateArray());
        Assert.Contains("Portfolio Sync", found.Value.GetProperty("data").GetString());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Each_icon_is_there_with_the_type_and_the_size_that_the_manifest_says()
    {
        using var http = new HttpClient { BaseAddress = new Uri(system.Origin) };
        using var answer = await http.GetAsync("/app.webmanifest", Cancel);
        Assert.Equal("application/manifest+json", answer.Content.Headers.ContentType?.MediaType);
        using var manifest = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));

        foreach (var icon in manifest.RootElement.GetProperty("icons").EnumerateArray())
        {
            using var file = await http.GetAsync(icon.GetProperty("src").GetString(), Cancel);

            Assert.Equal(icon.GetProperty("type").GetString(), file.Content.Headers.ContentType?.MediaType);
            if (icon.GetProperty("sizes").GetString() is not "any" and var sizes)
                Assert.Equal(sizes, SizeOf(await file.Content.ReadAsByteArrayAsync(Cancel)));
        }
    }

    /// <summary>"192x192", from the head of a PNG.</summary>
    private static string SizeOf(byte[] png) =>
        $"{BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16))}x{BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))}";
}

using System.Text.RegularExpressions;
using Portfolio.Tests.Journeys;

namespace Portfolio.Tests.Pages;

/// <summary>The files that every page links.</summary>
public sealed partial class LinkedFileTests(SharedApi shared) : SystemTest<SharedApi>(shared)
{
    [Fact]
    public async Task Each_is_sent_compressed()
    {
        using var http = new HttpClient { BaseAddress = new Uri(system.Origin) };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip");
        var links = Link().Matches(await http.GetStringAsync("/sign-in", Cancel))
            .Select(match => match.Groups["address"].Value)
            .ToList();
        Assert.Contains(links, link => link.StartsWith("_content/MudBlazor/", StringComparison.Ordinal));
        Assert.Contains(links, link => link.StartsWith("_framework/blazor.web", StringComparison.Ordinal));

        var plain = new List<string>();
        foreach (var link in links)
        {
            using var file = await http.GetAsync(link, Cancel);
            if (file.Content.Headers.ContentEncoding.SingleOrDefault() is not ("br" or "gzip"))
                plain.Add($"{link}: {file.Content.Headers.ContentLength} bytes");
        }

        Assert.Empty(plain);
    }

    [GeneratedRegex("""(?:src|href)="(?<address>[^"]+\.(?:css|js|svg))["?]""")]
    private static partial Regex Link();
}

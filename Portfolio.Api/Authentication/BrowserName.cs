namespace Portfolio.Api.Authentication;

/// <summary>Names a browser for its person, by the header that it sends: "Firefox on Linux".</summary>
internal static class BrowserName
{
    private const string Unknown = "Unknown browser";

    // The order matters: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Edg", "Edge"), ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Macintosh", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <param name="userAgent">Null or empty where the browser sent none. Nothing of it is repeated.</param>
    public static string Of(string? userAgent)
    {
        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return (browser, system) switch
        {
            (null, null) => Unknown,
            (null, _) => $"{Unknown} on {system}",
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };
    }

    /// <summary>A stored name in the language of the page: "Firefox unter Linux".</summary>
    public static string Shown(string name) => name.Split(" on ") is [var browser, var system]
        ? Texts.FormatSettings_BrowserOn(Known(browser), system)
        : Known(name);

    private static string Known(string browser) => browser is Unknown ? Texts.Settings_BrowserUnknown : browser;

    private static string? Find((string Sign, string Name)[] known, string? userAgent) => known
        .FirstOrDefault(one => userAgent?.Contains(one.Sign, StringComparison.Ordinal) is true).Name;
}

using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Portfolio.Api;

/// <summary>
/// The languages of pages: English, and each with a file of its own (<c>Texts.de.resx</c>). A page is in the language
/// chosen in the settings, otherwise in the first one that the browser's <c>Accept-Language</c> header names. What
/// programs read is in English.
/// </summary>
internal static class Languages
{
    /// <summary>Holds the name of the chosen language; the settings page writes it.</summary>
    public const string Cookie = "portfolio-language";

    private static readonly CultureInfo English = new("en");
    private static readonly string[] ForPrograms = ["/api", "/docs", "/health", "/metrics", "/openapi"];

    public static IReadOnlyList<CultureInfo> All { get; } =
        [English, .. Translated.OrderBy(language => language.Name, StringComparer.Ordinal)];

    /// <summary>"Deutsch": in the language itself.</summary>
    public static string NameOf(CultureInfo language) =>
        Texts.ResourceManager.GetString(nameof(Texts.Languages_Name), language) ?? language.Name;

    public static void UseLanguages(this WebApplication app) => app.UseWhen(
        http => !ForPrograms.Any(path => http.Request.Path.StartsWithSegments(path)),
        pages => pages.UseRequestLocalization(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, English);
            options.SupportedCultures = [CultureInfo.InvariantCulture];
            options.SupportedUICultures = [.. All];
            options.RequestCultureProviders = [new CustomRequestCultureProvider(ChooseAsync)];
        }));

    private static Task<ProviderCultureResult?> ChooseAsync(HttpContext http)
    {
        var accepted = http.Request.GetTypedHeaders().AcceptLanguage
            .Where(wish => wish.Quality is not 0)
            .OrderByDescending(wish => wish.Quality ?? 1)
            .SelectMany(wish => WithoutPlace($"{wish.Value}"));
        var found = accepted.Prepend(http.Request.Cookies[Cookie]).FirstOrDefault(IsKnown);
        return Task.FromResult(found is null ? null : new ProviderCultureResult("", found));
    }

    private static bool IsKnown(string? name) =>
        All.Any(language => language.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>"de-AT", then "de". Without data of cultures, one does not know its parent.</summary>
    private static IEnumerable<string> WithoutPlace(string wish) => [wish, wish.Split('-')[0]];

    /// <summary>The build makes a folder for the file of each language.</summary>
    private static IEnumerable<CultureInfo> Translated => Directory
        .EnumerateFiles(AppContext.BaseDirectory, "Portfolio.Api.resources.dll", SearchOption.AllDirectories)
        .Select(file => new CultureInfo(new DirectoryInfo(Path.GetDirectoryName(file) ?? "").Name));
}

using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Portfolio.Api;

/// <summary>
/// The languages of pages and errors: English, and each with a file of its own (<c>Texts.de.resx</c>). A request is
/// answered in the first one that its <c>Accept-Language</c> header names. Numbers and times do not depend on it.
/// </summary>
internal static class Languages
{
    private static readonly CultureInfo English = new("en");

    public static void UseLanguages(this WebApplication app) => app.UseRequestLocalization(options =>
    {
        options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, English);
        options.SupportedCultures = [CultureInfo.InvariantCulture];
        options.SupportedUICultures = [English, .. Translated];
        options.RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()];
    });

    /// <summary>The build makes a folder for the file of each language.</summary>
    private static IEnumerable<CultureInfo> Translated => Directory
        .EnumerateFiles(AppContext.BaseDirectory, "Portfolio.Api.resources.dll", SearchOption.AllDirectories)
        .Select(file => new CultureInfo(new DirectoryInfo(Path.GetDirectoryName(file) ?? "").Name));
}

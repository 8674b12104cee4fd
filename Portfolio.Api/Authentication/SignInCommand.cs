using Microsoft.Extensions.Options;
using Npgsql;
using Portfolio.Storage;
using Portfolio.Storage.Identity;
using Portfolio.Storage.Startup;

namespace Portfolio.Api.Authentication;

/// <summary>
/// <c>Portfolio.Api sign-in [ADDRESS]</c>: prints a link that signs one browser in, once, as the local user. It runs
/// beside the API, with its settings.
/// </summary>
internal static class SignInCommand
{
    private const string Usage =
        """
        Usage: Portfolio.Api sign-in [ADDRESS]
        ADDRESS is where the pages are opened, such as https://portfolio.example; http://localhost:8080 if left out.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (AddressOf(args) is not { } address)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddStorage();
        builder.Services.AddOptions<TokenOptions>().BindConfiguration(TokenOptions.Section);
        using var host = builder.Build();
        try
        {
            var userId = host.Services.GetRequiredService<IOptions<TokenOptions>>().Value.UserId;
            await host.Services.GetRequiredService<UserStore>().AddLocalAsync(userId, CancellationToken.None);
            var codes = host.Services.GetRequiredService<SignInCodeStore>();
            var code = await SignInCode.CreateAsync(codes, userId, CancellationToken.None);
            await Console.Out.WriteLineAsync(SignInCode.Link(address, code));
            return 0;
        }
        catch (Exception stopped) when (stopped is OptionsValidationException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync($"No link was made. {StartFailure.Sentence(stopped)}");
            return 1;
        }
    }

    /// <summary>Null: not to be used.</summary>
    private static string? AddressOf(string[] args) => args switch
    {
        [] => "http://localhost:8080",
        [var given] when Uri.TryCreate(given, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address is { UserInfo: "", Query: "", Fragment: "" } => address.AbsoluteUri,
        _ => null,
    };
}

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
            return await WriteLinkAsync(host.Services, address);
        }
        catch (Exception stopped) when (stopped is OptionsValidationException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync($"No link was made. {StartFailure.Sentence(stopped)}");
            return 1;
        }
    }

    private static async Task<int> WriteLinkAsync(IServiceProvider services, string address)
    {
        var options = services.GetRequiredService<IOptions<TokenOptions>>().Value;
        if (options.Mode is not SignInMode.Local)
        {
            await Console.Error.WriteLineAsync(
                "No link was made. People sign in by the identity provider: open the server's address.");
            return 1;
        }

        await services.GetRequiredService<UserStore>().AddLocalAsync(options.UserId, CancellationToken.None);
        var codes = services.GetRequiredService<SignInCodeStore>();
        var code = await SignInCode.CreateAsync(codes, options.UserId, CancellationToken.None);
        await Console.Out.WriteLineAsync(SignInCode.Link(address, code));
        return 0;
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

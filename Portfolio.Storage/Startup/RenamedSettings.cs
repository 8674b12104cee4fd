using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Portfolio.Storage.Startup;

public static partial class RenamedSettings
{
    /// <summary>
    /// Still reads a setting under its earlier name, with a warning in the log, while it is not set under its own.
    /// </summary>
    /// <param name="earlier">With its section, like <paramref name="name"/>: <c>Section:Key</c>.</param>
    public static OptionsBuilder<T> Renamed<T>(this OptionsBuilder<T> options, string earlier, string name)
        where T : class =>
        options.PostConfigure<IConfiguration, ILoggerFactory>((settings, configuration, loggers) =>
        {
            if (configuration[earlier] is not { } value)
                return;

            if (configuration[name] is null)
                Only(name, value).Bind(settings);
            LogRenamed(loggers.CreateLogger(typeof(RenamedSettings)), earlier, name);
        });

    private static IConfiguration Only(string name, string value) => new ConfigurationBuilder()
        .AddInMemoryCollection([new KeyValuePair<string, string?>(ConfigurationPath.GetSectionKey(name), value)])
        .Build();

    [LoggerMessage(LogLevel.Warning,
        "The setting {Earlier} is called {Name} now. Rename it: the next version does not read the earlier name")]
    private static partial void LogRenamed(ILogger logger, string earlier, string name);
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Portfolio.Storage.Startup;

public static class RenamedSettings
{
    /// <summary>
    /// Stops a process at start that finds a setting under its earlier name, which would otherwise have no effect.
    /// </summary>
    /// <param name="earlier">With its section, like <paramref name="name"/>: <c>Section:Key</c>.</param>
    public static OptionsBuilder<T> Renamed<T>(this OptionsBuilder<T> options, string earlier, string name)
        where T : class =>
        options.Validate<IConfiguration>(
            (_, configuration) => configuration[earlier] is null,
            $"The setting {earlier} has another name: {name}. Give that one the value, and remove {earlier}.");
}

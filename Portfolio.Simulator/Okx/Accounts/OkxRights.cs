using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Okx.Accounts;

/// <summary>The rights of a key at OKX, where a key has a list of those that it was given.</summary>
internal static class OkxRights
{
    public const string Reading = "read_only";

    public static KeyRights ReadOnly { get; } = KeyRights.None.With(Reading);
}

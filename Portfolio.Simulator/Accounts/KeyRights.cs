using System.Collections.Immutable;

namespace Portfolio.Simulator.Accounts;

/// <summary>A key's rights, by the exchange's names; flags that do not exist yet can be added.</summary>
internal sealed record KeyRights(ImmutableSortedDictionary<string, bool> Flags)
{
    public static KeyRights None { get; } =
        new(ImmutableSortedDictionary.Create<string, bool>(StringComparer.Ordinal));

    public bool Has(string flag) => Flags.GetValueOrDefault(flag);

    public KeyRights With(string flag, bool value = true) => new(Flags.SetItem(flag, value));
}

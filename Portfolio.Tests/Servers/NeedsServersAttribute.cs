using Xunit.v3;

namespace Portfolio.Tests.Servers;

/// <summary>Marks tests of real servers or a browser. <c>./test.sh --fast</c> leaves them out.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsServersAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Needs", "Servers")];
}

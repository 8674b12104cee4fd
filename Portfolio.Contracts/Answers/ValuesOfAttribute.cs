using System.ComponentModel.DataAnnotations;

namespace Portfolio.Contracts.Answers;

/// <summary>The texts that a property can have: the constants of a class.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValuesOfAttribute(Type constants) : AllowedValuesAttribute([.. Of(constants)])
{
    /// <summary>In the order of the class.</summary>
    public static IEnumerable<string> Of(Type constants) =>
        constants.GetFields().Where(field => field.IsLiteral).Select(field => field.GetRawConstantValue())
            .OfType<string>();
}

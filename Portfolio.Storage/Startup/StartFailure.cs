using Microsoft.Extensions.Options;

namespace Portfolio.Storage.Startup;

/// <summary>
/// Why a process did not start, for the operator: settings are named as the operator sets them, as <c>Section:Key</c>,
/// and not by the classes that hold them.
/// </summary>
public static class StartFailure
{
    /// <summary>One or more sentences on one line; of an exception that wraps another one, both texts.</summary>
    public static string Sentence(Exception fault) => fault switch
    {
        OptionsValidationException wrong => Sentences(wrong),
        { InnerException: { } cause } => $"{fault.Message} {cause.Message}",
        _ => fault.Message,
    };

    private static string Sentences(OptionsValidationException wrong) =>
        string.Join(" ", wrong.Failures.Select(failure => Named(failure, wrong.OptionsType)));

    /// <summary>The generated validators name a class and its property; people set a section and a key.</summary>
    private static string Named(string failure, Type options)
    {
        var section = options.GetField("Section")?.GetRawConstantValue() as string;
        return section is null ? failure : failure.Replace($"{options.Name}.", $"{section}:", StringComparison.Ordinal);
    }
}

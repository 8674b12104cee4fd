using Microsoft.Extensions.Options;

namespace Portfolio.Api;

/// <summary>Why a process did not start, for the person who starts it: settings under the names they are set by.</summary>
internal static class StartFailure
{
    public static string Sentence(Exception fault) => fault switch
    {
        OptionsValidationException wrong => string.Join(" ", wrong.Failures.Select(failure => Named(failure, wrong.OptionsType))),
        { InnerException: { } cause } => $"{fault.Message} {cause.Message}",
        _ => fault.Message,
    };

    /// <summary>The generated validators name a class and its property; people set a section and a key.</summary>
    private static string Named(string failure, Type options)
    {
        var section = options.GetField("Section")?.GetRawConstantValue() as string;
        return section is null ? failure : failure.Replace($"{options.Name}.", $"{section}:", StringComparison.Ordinal);
    }
}

using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Identity;

namespace Portfolio.Api.Answers;

/// <summary>The sentences to a caller who is known and may not do this.</summary>
internal static class ForbiddenText
{
    /// <param name="detail">
    /// A scope that is needed, or a detail of <see cref="ErrorKinds.Forbidden"/>; null: the widest scope.
    /// </param>
    public static ErrorText Of(string? detail) => detail switch
    {
        ErrorDetails.OperatorsOnly => new(Texts.Errors_OperatorsOnly, Texts.Errors_OperatorsOnlyAction),
        ErrorDetails.PeopleOnly => new(Texts.Errors_PeopleOnly, Texts.Errors_PeopleOnlyAction),
        _ => new(
            Texts.Errors_Forbidden, Texts.FormatErrors_ForbiddenAction(detail ?? AccessScopes.Manage)),
    };
}

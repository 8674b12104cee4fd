using Microsoft.AspNetCore.Diagnostics;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Errors;
using Portfolio.Storage.Database;

namespace Portfolio.Api.Answers;

/// <summary>
/// Puts the framework's own answers, and every fault, into the envelope; for a person in a browser, on a page.
/// </summary>
internal static class ErrorAnswers
{
    public static void UseErrorAnswers(this WebApplication app)
    {
        app.UseWhen(http => !IsForPeople(http), programs =>
        {
            programs.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = WriteFaultAsync,
                SuppressDiagnosticsCallback = fault => fault.Exception is BadHttpRequestException,
            });
            programs.UseStatusCodePages(pages => ApiResults
                .Error(ErrorCatalog.KindOf(pages.HttpContext.Response.StatusCode))
                .ExecuteAsync(pages.HttpContext));
        });
        app.UseWhen(IsForPeople, people =>
        {
            people.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/fault",
                CreateScopeForErrors = true,
                StatusCodeSelector = fault => IsOfTheMoment(fault) ? 503 : 500,
            });
            people.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        });
    }

    private static bool IsForPeople(HttpContext http) =>
        !AuthenticationRegistration.IsForPrograms(http.Request)
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static Task WriteFaultAsync(HttpContext http) =>
        (http.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            BadHttpRequestException bad => ApiResults.Error(ErrorCatalog.KindOf(bad.StatusCode)),
            { } fault when IsOfTheMoment(fault) => ApiResults.Unavailable(http),
            _ => ApiResults.Error(ErrorKinds.Internal),
        }).ExecuteAsync(http);

    /// <summary>The database fails in a way that passes by itself.</summary>
    private static bool IsOfTheMoment(Exception fault) => TransientFailures.Is(fault, CancellationToken.None);
}

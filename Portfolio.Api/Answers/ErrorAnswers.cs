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
                SuppressDiagnosticsCallback = fault => IsMalformed(fault.Exception),
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
                StatusCodeSelector = StatusOf,
                SuppressDiagnosticsCallback = fault => IsMalformed(fault.Exception),
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
            { } fault when IsMalformed(fault) => ApiResults.Error(ErrorCatalog.KindOf(StatusOf(fault))),
            { } fault when IsOfTheMoment(fault) => ApiResults.Unavailable(http),
            _ => ApiResults.Error(ErrorKinds.Internal),
        }).ExecuteAsync(http);

    private static int StatusOf(Exception fault) => fault switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        _ when IsMalformed(fault) => 400,
        _ when IsOfTheMoment(fault) => 503,
        _ => 500,
    };

    /// <summary>The fault is in the request: the second is a form that cannot be read.</summary>
    private static bool IsMalformed(Exception fault) => fault is BadHttpRequestException or InvalidDataException;

    /// <summary>The database fails in a way that passes by itself.</summary>
    private static bool IsOfTheMoment(Exception fault) => TransientFailures.Is(fault, CancellationToken.None);
}

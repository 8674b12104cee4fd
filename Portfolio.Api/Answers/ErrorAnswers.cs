using Microsoft.AspNetCore.Diagnostics;
using Portfolio.Api.Authentication;
using Portfolio.Contracts.Errors;

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
            people.UseExceptionHandler("/fault", createScopeForErrors: true);
            people.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        });
    }

    private static bool IsForPeople(HttpContext http) =>
        !AuthenticationRegistration.IsForPrograms(http.Request)
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static Task WriteFaultAsync(HttpContext http)
    {
        var kind = http.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException bad
            ? ErrorCatalog.KindOf(bad.StatusCode)
            : ErrorKinds.Internal;
        return ApiResults.Error(kind).ExecuteAsync(http);
    }
}

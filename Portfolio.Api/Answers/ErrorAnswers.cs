using Microsoft.AspNetCore.Diagnostics;
using Portfolio.Contracts.Errors;

namespace Portfolio.Api.Answers;

/// <summary>Puts what the framework would answer by itself, and every fault, into the envelope.</summary>
internal static class ErrorAnswers
{
    public static void UseErrorAnswers(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = WriteFaultAsync,
            SuppressDiagnosticsCallback = fault => fault.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages(pages => Answer
            .Error(ErrorCatalog.KindOf(pages.HttpContext.Response.StatusCode))
            .ExecuteAsync(pages.HttpContext));
    }

    private static Task WriteFaultAsync(HttpContext http)
    {
        var kind = http.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException bad
            ? ErrorCatalog.KindOf(bad.StatusCode)
            : ErrorKinds.Internal;
        return Answer.Error(kind).ExecuteAsync(http);
    }
}

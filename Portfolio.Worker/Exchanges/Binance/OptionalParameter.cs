namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// A parameter that Binance knows and an older venue may refuse. It is sent first. If refused, the request is repeated
/// without it; if that succeeds, the parameter is omitted from then on.
/// </summary>
internal sealed partial class OptionalParameter(string parameter, ILogger logger)
{
    private volatile bool refused;

    /// <param name="send">Given the query to use: the parameter, or nothing.</param>
    public async Task<T> SendAsync<T>(Func<string, Task<T>> send)
    {
        if (refused)
            return await send("");

        try
        {
            return await send(parameter);
        }
        catch (ExchangeException failure) when (BinanceErrors.RefusesParameter(failure))
        {
            var answer = await send("");
            refused = true;
            LogLeftOut(parameter, failure.Code);
            return answer;
        }
    }

    [LoggerMessage(LogLevel.Information, "Binance refused {Parameter} ({Code}) and is called without it from now on")]
    private partial void LogLeftOut(string parameter, string? code);
}

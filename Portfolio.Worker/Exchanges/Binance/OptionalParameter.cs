namespace Portfolio.Worker.Exchanges.Binance;

/// <summary>
/// A parameter that Binance knows and an older venue may refuse. It is sent; once refused, the question is asked
/// without it, and if that is answered, from then on.
/// </summary>
internal sealed partial class OptionalParameter(string parameter, ILogger logger)
{
    private volatile bool refused;

    /// <param name="ask">Given the query to use: the parameter, or nothing.</param>
    public async Task<T> AskAsync<T>(Func<string, Task<T>> ask)
    {
        if (refused)
            return await ask("");

        try
        {
            return await ask(parameter);
        }
        catch (ExchangeException failure) when (BinanceErrors.RefusesParameter(failure))
        {
            var answer = await ask("");
            refused = true;
            LogLeftOut(parameter, failure.Code);
            return answer;
        }
    }

    [LoggerMessage(LogLevel.Information, "Binance refused {Parameter} ({Code}) and is asked without it from now on")]
    private partial void LogLeftOut(string parameter, string? code);
}

using System.Runtime.CompilerServices;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Prices;
using Portfolio.Storage.Prices;

namespace Portfolio.Api.Currencies;

/// <summary>Finds the currency in which values are shown, and its rates.</summary>
internal sealed class CurrencyReader(CurrencyStore store, TimeProvider clock)
{
    /// <summary>Rows of a file whose rates are read at once.</summary>
    private const int RatesAtOnce = 500;

    /// <summary>The dollar, and those of which a connected exchange has a live price, by their codes.</summary>
    public async Task<IReadOnlyList<CurrencyRate>> ListAsync(Guid userId, CancellationToken ct) =>
    [
        CurrencyRate.Dollar,
        .. await store.ListAsync(
            userId, [.. CurrencyCodes.All.Where(code => code is not CurrencyCodes.Usd)], clock.GetUtcNow(), ct),
    ];

    /// <summary>Null: there is no such currency, or no connected exchange has a live price of it.</summary>
    public async Task<CurrencyRate?> FindAsync(Guid userId, string code, CancellationToken ct) => code switch
    {
        CurrencyCodes.Usd => CurrencyRate.Dollar,
        _ when !CurrencyCodes.All.Contains(code) => null,
        _ => (await store.ListAsync(userId, [code], clock.GetUtcNow(), ct)).SingleOrDefault(),
    };

    /// <summary>The one that the user has chosen; the dollar while that one has no live price.</summary>
    public async Task<CurrencyRate> OfUserAsync(Guid userId, CancellationToken ct) =>
        await store.ChosenAsync(userId, ct) is { } code
            ? await FindAsync(userId, code, ct) ?? CurrencyRate.Dollar
            : CurrencyRate.Dollar;

    /// <summary>Of a request.</summary>
    /// <param name="code">In any case of letters; null: none is requested.</param>
    public async Task<RequestedCurrency> RequestedAsync(Guid userId, string? code, CancellationToken ct)
    {
        if (code is null)
            return new RequestedCurrency(null, null);

        return await FindAsync(userId, code.ToUpperInvariant(), ct) is { } found
            ? new RequestedCurrency(found, null)
            : new RequestedCurrency(null, ApiResults.Invalid(
                "currency", Problem((await ListAsync(userId, ct)).Select(known => known.Code))));
    }

    /// <summary>The sentence about a currency that cannot be shown.</summary>
    /// <param name="codes">Of those that can.</param>
    public static string Problem(IEnumerable<string> codes) => Texts.FormatFields_Currency(string.Join(", ", codes));

    /// <summary>Rows of a file, each with its value at the rate of then, or null without one.</summary>
    /// <param name="value">In USD, or null, and its moment.</param>
    /// <param name="currency">Null: all values are null.</param>
    public async IAsyncEnumerable<(T Row, string? Value)> ConvertAsync<T>(
        IAsyncEnumerable<T> rows, Func<T, (string? Usd, DateTimeOffset At)> value, CurrencyRate? currency,
        [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var some in rows.Chunk(RatesAtOnce).WithCancellation(ct))
        {
            var rates = currency is null ? null : await PastAsync(currency, some.Select(row => value(row).At), ct);
            foreach (var row in some)
                yield return (row, Converted.Value(value(row).Usd, value(row).At, rates));
        }
    }

    /// <summary>Converts amounts of those moments.</summary>
    public async Task<PastRates> PastAsync(
        CurrencyRate currency, IEnumerable<DateTimeOffset> moments, CancellationToken ct)
    {
        if (currency.AssetId is not { } asset)
            return PastRates.Dollar;

        var all = moments.Distinct().ToList();
        var rates = await store.ListPastAsync(asset, all, ct);
        return new PastRates(rates.ToDictionary(rate => all[rate.Place - 1], rate => rate.Usd));
    }
}

/// <param name="Currency">Null: none was requested, or there is none of that name.</param>
/// <param name="Refusal">The answer to a wrong request; null: it is right.</param>
internal sealed record RequestedCurrency(CurrencyRate? Currency, IResult? Refusal);

using Portfolio.Api.Currencies;
using Portfolio.Api.Pages.Shell;
using Portfolio.Storage.Database;
using Portfolio.Storage.Prices;

namespace Portfolio.Api.Pages.View;

/// <summary>The currency of a person's pages. Its rate is read again when a page reads its prices.</summary>
internal sealed class PageCurrency(PageUser user, CurrencyReader currencies)
{
    public CurrencyRate Shown { get; private set; } = CurrencyRate.Dollar;

    /// <summary>Another currency, or another rate.</summary>
    public event Action? Changed;

    /// <summary>As the document was made with it.</summary>
    public void Begin(CurrencyRate shown) => Shown = shown;

    public async Task<CurrencyRate> ReadAsync(CancellationToken ct)
    {
        var read = await currencies.OfUserAsync(await user.IdAsync(), ct);
        if (read == Shown)
            return read;

        Shown = read;
        Changed?.Invoke();
        return read;
    }

    /// <summary>For the document: the dollar while the database is away, which its pages report themselves.</summary>
    /// <param name="userId">Null: no one is signed in.</param>
    public static async Task<CurrencyRate> ReadAsync(
        CurrencyReader currencies, Guid? userId, CancellationToken ct)
    {
        try
        {
            return userId is { } id ? await currencies.OfUserAsync(id, ct) : CurrencyRate.Dollar;
        }
        catch (Exception fault) when (TransientFailures.Is(fault, ct))
        {
            return CurrencyRate.Dollar;
        }
    }
}

using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Portfolios;

/// <summary>Makes and renames portfolios.</summary>
internal sealed class NamePortfolioHandler(PortfolioStore store, TimeProvider clock)
{
    private static readonly NameOutcome.Invalid NoName =
        new(new Dictionary<string, string> { ["name"] = PortfolioName.Problem });

    public async Task<NameOutcome> MakeAsync(Guid userId, string? name, CancellationToken ct) =>
        PortfolioName.Read(name) is { } read
            ? new NameOutcome.Named(await store.AddAsync(userId, read, clock.GetUtcNow(), ct))
            : NoName;

    public async Task<NameOutcome> RenameAsync(Guid userId, Guid id, string? name, CancellationToken ct)
    {
        if (PortfolioName.Read(name) is not { } read)
            return NoName;

        return await store.RenameAsync(userId, id, read, ct) is { } renamed
            ? new NameOutcome.Named(renamed)
            : new NameOutcome.NotFound();
    }
}

internal abstract record NameOutcome
{
    private NameOutcome()
    {
    }

    /// <param name="Fields">Field name to its problem.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields) : NameOutcome;

    public sealed record NotFound : NameOutcome;

    /// <summary>As it is now.</summary>
    public sealed record Named(PortfolioRow Portfolio) : NameOutcome;
}

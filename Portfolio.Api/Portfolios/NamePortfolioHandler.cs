using System.Diagnostics;
using Microsoft.Extensions.Options;
using Portfolio.Api.Answers;
using Portfolio.Api.Audit;
using Portfolio.Api.Idempotency;
using Portfolio.Api.Limits;
using Portfolio.Contracts.Audit;
using Portfolio.Storage.Credentials;
using Portfolio.Storage.Idempotency;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Portfolios;

/// <summary>Makes and renames portfolios.</summary>
internal sealed class NamePortfolioHandler(
    PortfolioStore store, CredentialSealer sealer, IOptions<LimitOptions> limits, Refusals refusals,
    TimeProvider clock)
{
    private static NameOutcome.Invalid NoName =>
        new(new Dictionary<string, string> { ["name"] = GivenName.Problem });

    public async Task<NameOutcome> MakeAsync(Guid userId, string? name, CancellationToken ct)
    {
        if (GivenName.Read(name) is not { } read)
            return NoName;

        return await HasTooManyAsync(userId, ct)
            ? new NameOutcome.TooMany()
            : new NameOutcome.Named(await store.AddAsync(userId, read, clock.GetUtcNow(), ct));
    }

    /// <summary>
    /// As <see cref="MakeAsync"/>, but of the requests with one idempotency key only the first makes a portfolio.
    /// </summary>
    public async Task<NameOutcome> MakeOnceAsync(
        Guid userId, string? name, RepeatableBody body, CancellationToken ct)
    {
        var problems = new Dictionary<string, string>();
        IdempotencyHeader.Check(body.Key, problems);
        var read = GivenName.Read(name);
        if (read is null)
            problems["name"] = GivenName.Problem;
        if (read is null || problems.Count > 0)
            return new NameOutcome.Invalid(problems);

        if (await HasTooManyAsync(userId, ct))
            return new NameOutcome.TooMany();

        return await store.AddOnceAsync(userId, read, body.Sealed(sealer), clock.GetUtcNow(), ct) switch
        {
            AddOutcome.Added { Portfolio: var made } => new NameOutcome.Named(made),
            AddOutcome.Repeated { Earlier: var earlier } => new NameOutcome.Repeated(earlier),
            _ => throw new UnreachableException(),
        };
    }

    public async Task<NameOutcome> RenameAsync(Guid userId, Guid id, string? name, CancellationToken ct)
    {
        if (GivenName.Read(name) is not { } read)
            return NoName;

        return await store.RenameAsync(userId, id, read, ct) is { } renamed
            ? new NameOutcome.Named(renamed)
            : new NameOutcome.NotFound();
    }

    private async Task<bool> HasTooManyAsync(Guid userId, CancellationToken ct)
    {
        var has = await store.HasAsync(userId, limits.Value.Portfolios, ct);
        if (has)
            refusals.Add(userId, AuditActions.LimitExceeded, "portfolios");
        return has;
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

    /// <summary>The user has as many as one may have.</summary>
    public sealed record TooMany : NameOutcome;

    /// <summary>Another request to make one came first with this idempotency key.</summary>
    public sealed record Repeated(EarlierRequest Earlier) : NameOutcome;

    /// <summary>As it is now.</summary>
    public sealed record Named(PortfolioRow Portfolio) : NameOutcome;
}

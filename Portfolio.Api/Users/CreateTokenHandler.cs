using Microsoft.Extensions.Options;
using Portfolio.Api.Answers;
using Portfolio.Api.Authentication;
using Portfolio.Api.Limits;
using Portfolio.Contracts.Answers;
using Portfolio.Contracts.Identity;
using Portfolio.Storage.Identity;

namespace Portfolio.Api.Users;

/// <summary>Makes a token for a program. It is shown once; its hash is stored.</summary>
internal sealed class CreateTokenHandler(ApiTokenStore store, IOptions<LimitOptions> limits, TimeProvider clock)
{
    public const int DefaultDays = 90;
    public const int MostDays = 366;

    public async Task<CreateTokenOutcome> HandleAsync(Guid userId, ApiTokenRequest request, CancellationToken ct)
    {
        var problems = Check(request);
        if (GivenName.Read(request.Name) is not { } name || request.Scope is not { } scope || problems.Count > 0)
            return new CreateTokenOutcome.Invalid(problems);

        var token = ApiTokenText.Create();
        var now = clock.GetUtcNow();
        var row = new ApiTokenRow
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            Scope = scope,
            Hint = ApiTokenText.Hint(token),
            CreatedAt = now,
            ExpiresAt = now.AddDays(request.ExpiresInDays ?? DefaultDays),
        };
        return await store.AddAsync(userId, row, SecretText.Hash(token), limits.Value.Tokens, ct) is { } added
            ? new CreateTokenOutcome.Created(
                new NewApiToken(added.Id, added.Name, added.Scope, token, added.CreatedAt, added.ExpiresAt))
            : new CreateTokenOutcome.TooMany();
    }

    private static Dictionary<string, string> Check(ApiTokenRequest request)
    {
        var problems = new Dictionary<string, string>();
        if (GivenName.Read(request.Name) is null)
            problems["name"] = GivenName.Problem;
        if (!ValuesOfAttribute.Of(typeof(AccessScopes)).Contains(request.Scope))
            problems["scope"] = Texts.Fields_TokenScope;
        if (request.ExpiresInDays is < 1 or > MostDays)
            problems["expiresInDays"] = Texts.FormatFields_TokenDays($"{MostDays}");
        return problems;
    }
}

internal abstract record CreateTokenOutcome
{
    private CreateTokenOutcome()
    {
    }

    /// <param name="Fields">Field name to its problem.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string> Fields) : CreateTokenOutcome;

    /// <summary>The user has as many as one may have.</summary>
    public sealed record TooMany : CreateTokenOutcome;

    /// <param name="Token">With its text, which is not stored.</param>
    public sealed record Created(NewApiToken Token) : CreateTokenOutcome;
}

using Portfolio.Api.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Connections;

/// <summary>Where a new connection goes: into a portfolio that is there, or into a new one.</summary>
public sealed class Destination(PortfolioStore portfolios)
{
    /// <summary>What is chosen when a person names the new one.</summary>
    public const string Named = "named";

    public IReadOnlyList<PortfolioRow> Known { get; private set; } = [];

    /// <summary>The id of a known one, <see cref="Named"/>, or nothing for a new one of the exchange's name.</summary>
    public string Chosen { get; set; } = "";

    /// <summary>What a person typed.</summary>
    public string Name { get; set; } = "";

    /// <summary>What is wrong with the name, as a sentence.</summary>
    public string? NameProblem { get; set; }

    /// <summary>What is wrong with the choice, as a sentence.</summary>
    public string? Problem { get; private set; }

    /// <summary>Null: the worker makes one of the exchange's name, or takes the first, after the sync.</summary>
    public Guid? Id => Guid.TryParse(Chosen, out var known) ? known : null;

    /// <param name="preferred">Chosen if it is there; null: the first.</param>
    internal async Task LoadAsync(Guid user, Guid? preferred, CancellationToken ct)
    {
        Known = await portfolios.ListAsync(user, null, 500, ct);
        var chosen = Known.FirstOrDefault(known => known.Id == preferred) ?? (Known.Count > 0 ? Known[0] : null);
        Chosen = chosen?.Id.ToString() ?? "";
    }

    /// <summary>Null: it is one that is there, or the worker makes one after the first sync.</summary>
    /// <param name="free">The name of a new one that a person does not name.</param>
    internal string? NewNameOr(string free) =>
        Id is not null || (Chosen is "" && Known.Count is 0) ? null : Chosen is Named ? Name : free;

    internal void ClearProblems() => (Problem, NameProblem) = (null, null);

    /// <param name="problems">Field name to what is wrong with it.</param>
    internal void Show(IReadOnlyDictionary<string, string> problems)
    {
        if (problems.TryGetValue(ConnectRules.NewPortfolio, out var problem))
            NameProblem = $"The name {problem}.";
    }

    /// <summary>After a first sync that was refused: the connection's portfolio is there, and chosen.</summary>
    internal async Task StayAsync(Guid user, Guid? portfolio)
    {
        var known = await portfolios.ListAsync(user, null, 500, CancellationToken.None);
        if (known.Any(row => row.Id == portfolio))
            (Known, Chosen) = (known, $"{portfolio}");
    }

    /// <summary>The chosen one was deleted in another window.</summary>
    internal async Task SayGoneAsync(Guid user)
    {
        await LoadAsync(user, null, CancellationToken.None);
        Problem = "That portfolio was deleted meanwhile. Choose another one.";
    }
}

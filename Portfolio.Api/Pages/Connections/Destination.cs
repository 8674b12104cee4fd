using Portfolio.Api.Connections;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Connections;

/// <summary>The portfolio of a new connection: an existing one, or a new one.</summary>
public sealed class Destination(PortfolioStore portfolios)
{
    /// <summary>The choice of a new portfolio that a person names.</summary>
    public const string Named = "named";

    public IReadOnlyList<PortfolioRow> Known { get; private set; } = [];

    /// <summary>
    /// The id of a known portfolio, <see cref="Named"/>, or empty for a new one with the exchange's name.
    /// </summary>
    public string Chosen { get; set; } = "";

    /// <summary>The typed name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The problem of the name, as a sentence.</summary>
    public string? NameProblem { get; set; }

    /// <summary>The problem of the choice, as a sentence.</summary>
    public string? Problem { get; private set; }

    /// <summary>Null: after the sync the worker makes one with the exchange's name, or takes the first.</summary>
    public Guid? Id => Guid.TryParse(Chosen, out var known) ? known : null;

    /// <param name="preferred">Chosen if it exists; null: the first.</param>
    internal async Task LoadAsync(Guid user, Guid? preferred, CancellationToken ct)
    {
        Known = await portfolios.ListAsync(user, null, 500, ct);
        var chosen = Known.FirstOrDefault(known => known.Id == preferred) ?? (Known.Count > 0 ? Known[0] : null);
        Chosen = chosen?.Id.ToString() ?? "";
    }

    /// <summary>Null: the portfolio exists, or the worker makes one after the first sync.</summary>
    /// <param name="free">The name of a new one when the person gives none.</param>
    internal string? NewNameOr(string free) =>
        Id is not null || (Chosen is "" && Known.Count is 0) ? null : Chosen is Named ? Name : free;

    internal void ClearProblems() => (Problem, NameProblem) = (null, null);

    /// <param name="problems">Field name to its problem.</param>
    internal void Show(IReadOnlyDictionary<string, string> problems)
    {
        if (problems.TryGetValue(ConnectRules.NewPortfolio, out var problem))
            NameProblem = Texts.FormatCommon_NameProblem(problem);
    }

    /// <summary>After a refused first sync: the connection's portfolio exists, and is chosen.</summary>
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
        Problem = Texts.Connect_PortfolioGone;
    }
}

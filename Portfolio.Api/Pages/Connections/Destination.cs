using Portfolio.Api.Portfolios;
using Portfolio.Storage.Portfolios;

namespace Portfolio.Api.Pages.Connections;

/// <summary>Where a new connection goes: into a portfolio that is there, or into a new one.</summary>
public sealed class Destination
{
    /// <summary>What is chosen when a person names the new one.</summary>
    public const string Named = "named";

    private readonly PortfolioStore portfolios;
    private readonly NamePortfolioHandler naming;
    private readonly DeletePortfolioHandler delete;
    private PortfolioRow? made;

    internal Destination(PortfolioStore portfolios, NamePortfolioHandler naming, DeletePortfolioHandler delete) =>
        (this.portfolios, this.naming, this.delete) = (portfolios, naming, delete);

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
    public Guid? Id { get; private set; }

    /// <param name="preferred">Chosen if it is there; null: the first.</param>
    internal async Task LoadAsync(Guid user, Guid? preferred, CancellationToken ct)
    {
        Known = await portfolios.ListAsync(user, null, 500, ct);
        var chosen = Known.FirstOrDefault(known => known.Id == preferred) ?? (Known.Count > 0 ? Known[0] : null);
        Chosen = chosen?.Id.ToString() ?? "";
    }

    /// <summary>Sets <see cref="Id"/>, for which a portfolio may have to be made. False: its name is none.</summary>
    internal async Task<bool> SettleAsync(Guid user, string exchangeName)
    {
        (Id, Problem, NameProblem) = (Guid.TryParse(Chosen, out var known) ? known : null, null, null);
        if (Id is not null || (Chosen is "" && Known.Count is 0))
            return true;

        var name = Chosen is Named ? Name : exchangeName;
        switch (await naming.MakeAsync(user, name, CancellationToken.None))
        {
            case NameOutcome.Named { Portfolio: var row }:
                (made, Id) = (row, row.Id);
                return true;
            case NameOutcome.Invalid { Fields: var fields }:
                NameProblem = $"The name {fields["name"]}.";
                return false;
            default:
                return false;
        }
    }

    /// <summary>
    /// After an attempt that failed: what was made for it goes again, so that the next does not make a second one. If a
    /// connection has stayed in it, it is one of those that are there.
    /// </summary>
    internal async Task TakeBackAsync(Guid user)
    {
        if (made is { } row && await delete.HandleAsync(user, row.Id, CancellationToken.None) is RemoveOutcome.InUse)
            await LoadAsync(user, row.Id, CancellationToken.None);
        made = null;
    }

    /// <summary>The chosen one was deleted in another window.</summary>
    internal async Task SayGoneAsync(Guid user)
    {
        await LoadAsync(user, null, CancellationToken.None);
        Problem = "That portfolio was deleted meanwhile. Choose another one.";
    }
}

using Microsoft.AspNetCore.Components;
using Portfolio.Api.Connections;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Pages.Connections;

public sealed partial class KeyFields
{
    private readonly Dictionary<string, string> typed = [];
    private readonly Dictionary<string, ElementReference> inputs = [];
    private IReadOnlyDictionary<string, string> problems = new Dictionary<string, string>();
    private Dictionary<string, string> checkedLast = [];
    private string? next;

    [Parameter, EditorRequired] public ExchangeDescription Exchange { get; set; } = null!; // Required.

    [Parameter] public bool Busy { get; set; }

    /// <summary>The typed text, as a request to the API.</summary>
    public ConnectRequest Request(Guid? portfolioId = null, string? label = null, int? minutes = null) => new()
    {
        Exchange = Exchange.Exchange,
        ApiKey = typed.GetValueOrDefault("apiKey"),
        ApiSecret = typed.GetValueOrDefault("apiSecret"),
        Passphrase = typed.GetValueOrDefault("passphrase"),
        PortfolioId = portfolioId,
        Label = label,
        SyncIntervalMinutes = minutes,
    };

    /// <summary>False, with a problem at each wrong field, if the API would refuse the typed text.</summary>
    public bool Check()
    {
        checkedLast = ConnectRules.Check(Request());
        Show(checkedLast);
        return problems.Count is 0;
    }

    /// <param name="found">Field name to its problem; null: there is none.</param>
    public void Show(IReadOnlyDictionary<string, string>? found)
    {
        problems = found ?? new Dictionary<string, string>();
        next = Exchange.Fields.FirstOrDefault(field => problems.ContainsKey(field.Name))?.Name;
        StateHasChanged();
    }

    /// <summary>The focus returns to the first field.</summary>
    public void Begin()
    {
        next = Exchange.Fields[0].Name;
        StateHasChanged();
    }

    public void Forget() => typed.Clear();

    /// <summary>The focus begins in the first field, and moves to the first wrong one.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if ((firstRender ? Exchange.Fields[0].Name : next) is not { } field)
            return;

        next = null;
        await inputs[field].FocusAsync();
    }

    private static string Look(CredentialField field) => field.Secret ? "secret" : "key";

    private static string Trim(CredentialField field) => field.Blanks || field.MultiLine ? "ends" : "all";

    /// <summary>
    /// Updates the problem of the changed field by the rules; the exchange's problem of another field stays.
    /// </summary>
    private void Take(CredentialField field, ChangeEventArgs change)
    {
        typed[field.Name] = change.Value as string ?? "";
        var found = ConnectRules.Check(Request());
        var stays = problems.Where(known => known.Key != field.Name
            && (found.ContainsKey(known.Key) || checkedLast.GetValueOrDefault(known.Key) != known.Value));
        problems = new Dictionary<string, string>(
            found.TryGetValue(field.Name, out var problem) ? [.. stays, new(field.Name, problem)] : stays);
        checkedLast = found;
    }
}

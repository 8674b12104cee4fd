using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portfolio.Api.Answers;
using Portfolio.Contracts.Exchanges;

namespace Portfolio.Api.Pages.Connections;

public sealed partial class ReplaceKeysDialog : IDisposable
{
    private KeyFields? fields;
    private Sentences? failure;
    private bool busy;

    [Parameter, EditorRequired] public ConnectionView View { get; set; } = null!; // Required.

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = null!; // The provider cascades it.

    private ExchangeDescription Exchange => ExchangeCatalog.Find(View.Connection.Exchange) ?? ExchangeCatalog.All[0];

    public void Dispose() => fields?.Forget();

    private Task ReplaceAsync()
    {
        failure = null;
        busy = fields?.Check() is true;
        return Task.CompletedTask;
    }
}

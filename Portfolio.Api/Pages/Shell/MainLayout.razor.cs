using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;
using Portfolio.Api.Pages.View;
using Portfolio.Storage.Database;

namespace Portfolio.Api.Pages.Shell;

public sealed partial class MainLayout : IDisposable
{
    internal static (string Name, string Words, string Icon)[] Themes =>
    [
        ("system", Texts.Shell_Theme_System, Icons.Material.Rounded.Contrast),
        ("light", Texts.Shell_Theme_Light, Icons.Material.Rounded.LightMode),
        ("dark", Texts.Shell_Theme_Dark, Icons.Material.Rounded.DarkMode),
    ];

    private DotNetObjectReference<MainLayout>? self;
    private ErrorBoundary? boundary;
    private string theme = "system";
    private string? said;
    private bool dark;

    [CascadingParameter] private DisplayFormat Format { get; set; } = null!; // Routes cascades it.

    [CascadingParameter] private EventCallback<AmountChoice> ChooseAmounts { get; set; }

    private (string Name, string Words, string Icon) Chosen => Themes.First(known => known.Name == theme);

    private string EyeGlyph =>
        Format.Choice.Hidden ? Icons.Material.Rounded.VisibilityOff : Icons.Material.Rounded.Visibility;

    private string Here => new Uri(Navigation.Uri).PathAndQuery;

    [JSInvokable]
    public void ThemeChanged(string chosen, bool nowDark)
    {
        (theme, dark) = (chosen, nowDark);
        StateHasChanged();
    }

    public void Dispose()
    {
        Announcer.Said -= Hear;
        self?.Dispose();
    }

    protected override void OnInitialized()
    {
        (theme, dark) = (Format.View.Theme, Format.View.Dark);
        Announcer.Said += Hear;
    }

    // After a fault, another page gets another try.
    protected override void OnParametersSet() => boundary?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        self = DotNetObjectReference.Create(this);
        // A circuit that is resumed begins with the choice of the page that was loaded once.
        var kept = AmountChoice.Read(await Script.InvokeAsync<string>("portfolioView.watch", self));
        if (kept != Format.Choice)
            await ChooseAmounts.InvokeAsync(kept);
    }

    private async Task ChooseAsync(string chosen) =>
        await Script.InvokeVoidAsync("portfolioView.choose", chosen);

    private Task HideAmountsAsync() =>
        ChooseAmounts.InvokeAsync(Format.Choice with { Hidden = !Format.Choice.Hidden });

    private void AgainAsync() => Navigation.Refresh(forceReload: true);

    private void Hear(string sentence) => _ = InvokeAsync(() =>
    {
        said = sentence;
        StateHasChanged();
    });

    private static string TitleOf(Exception fault) =>
        IsOfTheMoment(fault) ? Texts.Shell_Fault_UnavailableTitle : Texts.Shell_NotShown_Title;

    private static string SentenceOf(Exception fault) => IsOfTheMoment(fault)
        ? $"{Texts.Errors_Unavailable} {Texts.Errors_UnavailableAction}"
        : Texts.Shell_NotShown;

    /// <summary>The database fails in a way that passes by itself.</summary>
    private static bool IsOfTheMoment(Exception fault) => TransientFailures.Is(fault, CancellationToken.None);
}

using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Portfolio.Api.Pages.Shell;

/// <summary>The labels that MudBlazor writes by itself into the components that pages have.</summary>
internal sealed class MudLabels : MudLocalizer
{
    public override LocalizedString this[string key] => key switch
    {
        "MudSnackbar_Close" or "MudDialog_Close" => new(key, Texts.Common_Close),
        _ => new(key, key, resourceNotFound: true),
    };
}

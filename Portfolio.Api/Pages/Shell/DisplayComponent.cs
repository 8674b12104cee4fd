using Microsoft.AspNetCore.Components;
using Portfolio.Api.Pages.View;

namespace Portfolio.Api.Pages.Shell;

/// <summary>A part of a page that shows numbers or times, as the person's browser writes them.</summary>
public abstract class DisplayComponent : ComponentBase
{
    [CascadingParameter] private protected DisplayFormat Format { get; set; } = null!; // Routes cascades it.
}

using Microsoft.AspNetCore.Components.Routing;

namespace Portfolio.Api.Pages.Shell;

/// <summary>The link to the portfolio, which is also the first page, at "/".</summary>
public sealed class PortfolioLink : NavLink
{
    protected override bool ShouldMatch(string uriAbsolute) =>
        new Uri(uriAbsolute).AbsolutePath is "/" || base.ShouldMatch(uriAbsolute);
}

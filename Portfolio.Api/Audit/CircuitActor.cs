using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portfolio.Storage.Audit;

namespace Portfolio.Api.Audit;

/// <summary>Names the actor of each event of an open page, from when the page was opened.</summary>
internal sealed class CircuitActor(AuthenticationStateProvider authentication, CurrentActor current) : CircuitHandler
{
    private AuditActor? actor;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) =>
        actor = AuditActors.Of((await authentication.GetAuthenticationStateAsync()).User);

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next) => async activity =>
        {
            current.Value = actor;
            await next(activity);
        };
}

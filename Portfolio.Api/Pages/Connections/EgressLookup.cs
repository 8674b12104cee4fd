using Microsoft.Extensions.Options;
using Portfolio.Api.Exchanges;
using Portfolio.Storage.Syncs;

namespace Portfolio.Api.Pages.Connections;

/// <summary>The address exchanges see this server come from: the configured one, or the one an exchange told.</summary>
internal sealed class EgressLookup(IOptions<EgressOptions> configured, EgressStore learned)
{
    /// <summary>Null when it is neither configured nor learned yet.</summary>
    public async Task<string?> FindAsync() =>
        configured.Value.EgressAddress ?? await learned.FindAsync(CancellationToken.None);
}

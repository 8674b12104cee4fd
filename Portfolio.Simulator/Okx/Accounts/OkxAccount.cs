using Portfolio.Simulator.Accounts;

namespace Portfolio.Simulator.Okx.Accounts;

/// <summary>An account at OKX, which has traits beside its balances.</summary>
internal sealed class OkxAccount(long uid) : SimulatedAccount(uid)
{
    public OkxTraits Traits { get; init; } = OkxTraits.Plain;

    public override bool InSpotMode => Traits.Level is "1";
}

using Portfolio.Api.Answers;
using Portfolio.Contracts.Connections;

namespace Portfolio.Api.Connections;

/// <summary>A wallet of a preview, in the shape of a run's wallets.</summary>
internal static class PreviewedWallet
{
    public static RunWallet Of(PreviewWallet wallet, string exchange) => new(
        wallet.Wallet,
        wallet.Outcome,
        wallet.Kind is { } kind && wallet.Outcome is not WalletOutcomes.Unsupported
            ? ErrorOf(kind, wallet, exchange)
            : null);

    /// <summary>True if it holds, or may hold, assets that the preview does not show.</summary>
    public static bool IsMissed(RunWallet wallet) =>
        wallet.Outcome is not (WalletOutcomes.Ok or WalletOutcomes.Unsupported);

    private static ConnectionError ErrorOf(string kind, PreviewWallet wallet, string exchange)
    {
        // Nothing is stored yet that could be shown instead, and nothing is retried.
        var action = wallet.Outcome is WalletOutcomes.Refused
            ? Texts.Preview_WalletRefusedAction
            : Texts.Preview_WalletMissedAction;
        return new ConnectionError(kind, MessageOf(kind, wallet, exchange), action, wallet.Code, null);
    }

    private static string MessageOf(string kind, PreviewWallet wallet, string exchange) =>
        ContradictionText.Covers(kind)
            ? ContradictionText.Difference(
                exchange, ReportedWallet.Of(wallet.Wallet, wallet.ReportedUsd, wallet.ReadUsd))
            : WalletErrorText.Of(kind, exchange, wallet.Code).Message;
}

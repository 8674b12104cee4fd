using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portfolio.Api.Answers;
using Portfolio.Api.Connections;
using Portfolio.Api.Pages.Shell;
using Portfolio.Contracts.Connections;
using Portfolio.Contracts.Errors;
using Portfolio.Contracts.Exchanges;
using Portfolio.Storage.Connections;

namespace Portfolio.Api.Pages.Connections;

public sealed partial class ConnectDialog
{
    private Step step = Step.Form;
    private Validation? preview;
    private bool tried;
    private bool leaving;
    private bool stayed;
    private string label = "";
    private string defaultLabel = "";
    private string? labelProblem;
    private int minutes = ConnectRules.DefaultIntervalMinutes;
    private Guid user;

    private enum Step
    {
        Form,
        Trying,
        Preview,
        Connecting,
    }

    [Parameter, EditorRequired] public ExchangeDescription Exchange { get; set; } = null!; // Required.

    /// <summary>Chosen at first; null: the oldest.</summary>
    [Parameter] public Guid? Portfolio { get; set; }

    internal static Task<bool> OpenAsync(Dialogs dialogs, ExchangeDescription exchange, Guid? portfolio) =>
        dialogs.ShowAsync<ConnectDialog>(
            Texts.FormatConnect_Title(exchange.Name),
            new DialogParameters<ConnectDialog>
            {
                { dialog => dialog.Exchange, exchange }, { dialog => dialog.Portfolio, portfolio },
            });

    private string NewName => FreeName.Of($"{Exchange.Name} Sync", Into.Known.Select(portfolio => portfolio.Name));

    protected override async Task OnInitializedAsync()
    {
        user = await PageUser.IdAsync();
        minutes = (await Users.FindAsync(user, Left))?.SyncIntervalMinutes ?? minutes;
        await Into.LoadAsync(user, Portfolio, Left);
        var connected = await Connections.ListAsync(user, null, 500, Left);
        defaultLabel = FreeName.Of(Exchange.Name, connected.Select(connection => connection.Label));
    }

    private void Close() => Dialog.Cancel();

    /// <summary>A checked key is not dropped without a question. A connect that has begun goes on by itself.</summary>
    private void Leave()
    {
        if (step is Step.Connecting)
            Close();
        else
            leaving = true;
    }

    private void Stay() => (leaving, stayed) = (false, true);

    private void Type(string typed) => (label, labelProblem) = (typed, null);

    private void Back()
    {
        (step, Failure) = (Step.Form, null);
        StateHasChanged();
        Fields?.Begin();
    }

    private async Task TryAsync()
    {
        Failure = null;
        if (Fields is null || step is not Step.Form || !Fields.Check())
            return;

        (tried, step) = (true, Step.Trying);
        try
        {
            Show(await Validate.HandleAsync(user, Fields.Request(), Left));
        }
        catch (OperationCanceledException)
        {
            // The dialog was closed meanwhile; nothing was stored.
        }
    }

    private void Show(ValidateOutcome outcome)
    {
        step = Step.Form;
        switch (outcome)
        {
            case ValidateOutcome.AlreadyConnected { Existing: var has }:
                Fail(ErrorKinds.DuplicateAccount, has.Label, has);
                break;
            case ValidateOutcome.Valid valid:
                (preview, stayed, step) = (valid.Preview, false, Step.Preview);
                break;
            case ValidateOutcome.Invalid invalid:
                Fields?.Show(invalid.Fields);
                break;
            case ValidateOutcome.NotAccepted { Trial: var trial }:
                Failure = KeyFailure.Of(trial, ErrorCatalog.ForTrial);
                Fields?.Show(Failure.Fields);
                break;
            default:
                Failure = new KeyFailure(ErrorCatalog.For(ErrorKinds.Internal, null));
                break;
        }
    }

    private async Task ConnectAsync()
    {
        if (Fields is null || step is not Step.Preview)
            return;

        (Failure, labelProblem, leaving, step) = (null, null, false, Step.Connecting);
        Into.ClearProblems();
        await StoreAsync(new ConnectCommand
        {
            UserId = user,
            Request = Fields.Request(Into.Id, label.Trim() is "" ? defaultLabel : label, minutes),
            NewPortfolioName = Into.NewNameOr(NewName),
            AccountId = preview?.AccountId,
        });
    }

    private async Task StoreAsync(ConnectCommand command)
    {
        // The connect is completed even if the window is closed: the key is stored then, and synced.
        switch (await Connect.HandleAsync(command, CancellationToken.None))
        {
            case ConnectOutcome.Stored stored:
                await AwaitAsync(stored.Connection, command.NewPortfolioName is not null && !stored.Repaired);
                break;
            case ConnectOutcome.DuplicateKey duplicate:
                Fail(ErrorKinds.DuplicateKey, null, duplicate.Existing);
                break;
            case ConnectOutcome.DuplicateAccount { Existing: var has }:
                Fail(ErrorKinds.DuplicateAccount, has.Label, has);
                break;
            case ConnectOutcome.Invalid invalid:
                step = Step.Preview;
                labelProblem = LabelProblem(invalid.Fields);
                Into.Show(invalid.Fields);
                break;
            case ConnectOutcome.UnknownPortfolio:
                step = Step.Preview;
                await Into.SayGoneAsync(user);
                break;
            case var other:
                Fail(other is ConnectOutcome.TooMany ? ErrorKinds.Throttled : ErrorKinds.Internal, null, null);
                break;
        }
    }

    private static string? LabelProblem(IReadOnlyDictionary<string, string> problems) =>
        problems.TryGetValue("label", out var problem) ? Texts.FormatCommon_NameProblem(problem) : null;

    /// <param name="portfolioIsNew">Whether the portfolio was made with this connection.</param>
    private async Task AwaitAsync(ConnectionRow stored, bool portfolioIsNew)
    {
        try
        {
            var outcome = await SyncWaiter.WaitAsync(user, stored, Patience, Left);
            await KeepPortfolioAsync(stored, outcome, portfolioIsNew);
            Report(stored, outcome);
        }
        catch (OperationCanceledException)
        {
            // The dialog was closed meanwhile; the list shows the sync.
        }
    }

    /// <summary>A connection that the first sync removed leaves no empty portfolio behind.</summary>
    private async Task KeepPortfolioAsync(ConnectionRow stored, SyncOutcome outcome, bool portfolioIsNew)
    {
        if (outcome is SyncOutcome.Failed)
            await Into.StayAsync(user, stored.PortfolioId);
        else if (outcome is SyncOutcome.DuplicateAccount && portfolioIsNew && stored.PortfolioId is { } empty)
            await DeletePortfolio.HandleAsync(user, empty, CancellationToken.None);
    }

    private void Report(ConnectionRow stored, SyncOutcome outcome)
    {
        Report(DialogOutcome.Of(outcome, Texts.FormatConnect_Connected(stored.Label), Synced));
        if (Failure is not null)
            step = Step.Form;
    }

    private string Synced(SyncOutcome.Synced synced)
    {
        var (worth, into) = (Format.RoundUsd(Amounts.Read(synced.Sync.TotalUsd)), synced.Sync.PortfolioName);
        return Plural.Of(
            synced.AssetsSynced,
            Texts.FormatConnect_Synced_One(worth, into),
            count => Texts.FormatConnect_Synced_Many(count, worth, into));
    }

    private void Fail(string kind, string? detail, ConnectionRow? other)
    {
        Failure = new KeyFailure(ErrorCatalog.For(kind, Exchange.Exchange, detail), other);
        step = Step.Form;
    }
}

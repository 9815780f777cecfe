using CampaignTasks.Application.Sending;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Automations;

/// <summary>The transfer of messages' outcomes to their journeys, which then go on.</summary>
internal sealed class JourneySettler(
    IRunStore runs,
    ILedger ledger,
    JourneyMover mover,
    JourneyDispatcher dispatcher,
    SendingTasks flows,
    TimeProvider time
)
{
    // While a run waits for a window or a cap, those of its messages that have left should not wait with it.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    // Nobody sends a run whose orchestration was lost: then another one is started.
    private static readonly TimeSpan BetweenStarts = TimeSpan.FromMinutes(10);

    /// <summary>Takes over the outcomes of all runs under way that may have new ones.</summary>
    public async Task SettleAsync(JourneyTurn turn, CancellationToken cancellationToken)
    {
        foreach (var known in turn.Progress.Runs)
        {
            if (turn.Opened.Values.Any(run => run.Id == known.Run))
            {
                continue;
            }

            var run = await runs.FindAsync(known.Run, cancellationToken);
            if (run is null)
            {
                turn.Forget(known);
                continue;
            }

            var now = time.GetUtcNow();
            if (run.CompletedAt is null && now - (known.SettledAt ?? known.OpenedAt) < BetweenLooks)
            {
                continue;
            }

            await foreach (var messages in ledger.ReadPagesAsync(run, lane: 0, fromPage: 0, openOnly: false, cancellationToken))
            {
                await SettleAsync(turn, run, messages, cancellationToken);
            }

            if (run.CompletedAt is not null)
            {
                turn.Forget(known);
                continue;
            }

            if (now - (known.SettledAt ?? known.OpenedAt) >= BetweenStarts)
            {
                await dispatcher.StartAsync(turn.Key, known.Run, cancellationToken);
            }

            turn.Replace(known, known with { SettledAt = now });
        }
    }

    private async Task SettleAsync(JourneyTurn turn, Run run, LedgerPage messages, CancellationToken cancellationToken)
    {
        if (
            await turn.Pages.FindAsync(messages.Number, cancellationToken) is not { } page
            || await flows.FlowAsync(turn.Automation, run.Step!.Version, cancellationToken) is not { } flow
        )
        {
            return;
        }

        var node = flow.Nodes[run.Step.Node];
        for (var slot = 0; slot < page.Journeys.Count; slot++)
        {
            if (
                page.At(slot) is { Message: { } message } journey
                && message.Run == run.Id
                && OutcomeOf(messages.Messages[message.Index]) is { } outcome
            )
            {
                var (at, id) = (messages.Messages[message.Index].UpdatedAt, message.IdOn(page.Number).ToString());
                var reason = outcome is StepOutcome.Sent ? null : messages.Messages[message.Index].Reason;
                var done = journey.Do(new JourneyStep(node.Path, at, outcome, id, reason), node.Next);
                page.Set(slot, done with { Due = done.Due is null ? null : time.GetUtcNow() });
            }
        }

        if (page.IsChanged && turn.MovesOn)
        {
            await mover.MoveAsync(turn, page, cancellationToken);
        }
        else
        {
            await turn.Pages.SaveAsync(page, cancellationToken);
        }
    }

    private static string? OutcomeOf(LedgerMessage message) =>
        message.State switch
        {
            MessageState.Pending or MessageState.Sending => null,
            MessageState.Sent or MessageState.Delivered or MessageState.Read => StepOutcome.Sent,
            _ => EnumNames.Of(message.State),
        };
}

using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.Application.Automations;

/// <summary>
/// The writer of journeys' messages into the ledger. The journeys of a page that come to a step in one turn are a ledger page of the same
/// number, under a run derived from step and turn: a turn that is repeated after a crash finds what it wrote, and nobody gets a message
/// twice.
/// </summary>
internal sealed class JourneyDispatcher(IJourneyStore journeys, IRunStore runs, ILedger ledger, DurableTaskClient client, TimeProvider time)
{
    /// <summary>Writes the messages of journeys of one page, and lets the journeys wait for their outcomes.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="page">The page; it is stored by the caller, after its messages.</param>
    /// <param name="sends">The journeys by place, and their recipients.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task SendAsync(
        JourneyTurn turn,
        JourneyPage page,
        IReadOnlyList<(int Slot, Recipient Recipient)> sends,
        CancellationToken cancellationToken
    )
    {
        if (sends.Count is 0 || page.Batch == turn.Batch)
        {
            // One turn has one ledger page of each page and step; the others are due at the next turn.
            return;
        }

        foreach (var group in sends.GroupBy(send => new StepRef(page.At(send.Slot)!.Version, page.At(send.Slot)!.Node)))
        {
            var (run, isRepeated) = await OpenAsync(turn, group.Key, cancellationToken);
            if (page.Number >= run.Pages)
            {
                // A repeated turn may know more pages than its run; they are due at the next turn.
                continue;
            }

            (int Slot, Recipient Recipient)[] planned = [.. group];
            var stored = isRepeated ? await ledger.ReadPageAsync(run, page.Number, cancellationToken) : null;
            if (stored is null)
            {
                stored = LedgerPage.Plan(page.Number, planned.Select(send => send.Recipient), time.GetUtcNow());
                await ledger.AddPagesAsync(run, [stored], cancellationToken);
            }

            Await(page, run.Id, stored, planned);
        }

        page.Batch = turn.Batch;
    }

    /// <summary>Starts the orchestrations that send what this turn wrote, once each.</summary>
    public async Task StartAsync(JourneyTurn turn, CancellationToken cancellationToken)
    {
        foreach (var run in turn.Opened.Values)
        {
            await StartAsync(turn.Key, run.Id, cancellationToken);
        }
    }

    /// <summary>Starts the orchestration that sends a run, unless it is at work.</summary>
    public async Task StartAsync(AutomationKey key, RunId run, CancellationToken cancellationToken)
    {
        var work = new LaneWork(new RunRef(key.TenantId, key.AutomationId, run.ToString()), Lane: 0, FromPage: 0);
        try
        {
            var once = Starting.Once(JourneyActivities.InstanceId(work.Run));
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(JourneySendOrchestrator), work, once, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It is at work.
        }
    }

    // A page that a repeated turn finds may lack some who are due by now: they stay due.
    private static void Await(JourneyPage page, RunId run, LedgerPage stored, (int Slot, Recipient Recipient)[] planned)
    {
        var slots = planned
            .ToLookup(send => send.Recipient.ContactId, send => send.Slot)
            .ToDictionary(one => one.Key!, one => new Queue<int>(one));
        for (var i = 0; i < stored.Messages.Count; i++)
        {
            if (
                stored.Messages[i].ContactId is { } contact
                && slots.TryGetValue(contact, out var places)
                && places.TryDequeue(out var slot)
            )
            {
                var journey = page.At(slot)!;
                page.Set(slot, journey with { Phase = JourneyPhase.Sending, Message = new JourneyMessage(run, i), Due = null });
            }
        }
    }

    private async Task<(Run Run, bool IsRepeated)> OpenAsync(JourneyTurn turn, StepRef step, CancellationToken cancellationToken)
    {
        if (turn.Opened.TryGetValue(step, out var open))
        {
            return (open, turn.Repeated.Contains(open.Id));
        }

        var (tenantId, automationId) = (turn.Key.TenantId, turn.Key.AutomationId);
        var id = RunId.OfStep(tenantId, automationId, step.Version, step.Node, turn.Batch);
        var known = turn.Progress.Runs.FirstOrDefault(run => run.Run == id);
        if (known is null)
        {
            // Before the run: whoever looks for runs under way finds it.
            known = new JourneyRun(id, step.Version, step.Node, time.GetUtcNow());
            turn.Progress = turn.Progress with { Runs = [.. turn.Progress.Runs, known] };
            await journeys.SaveProgressAsync(turn.Key, turn.Progress, cancellationToken);
        }
        else
        {
            turn.Repeated.Add(id);
        }

        turn.Opened[step] = open = await runs.OpenAsync(
            new Run
            {
                TenantId = tenantId,
                TaskId = automationId,
                Id = id,
                Occurrence = known.OpenedAt,
                Status = RunStatus.Running,
                Lanes = 1,

                // No page of journeys has a greater number yet.
                Pages = turn.Progress.LastPage + 1,
                PlanVersion = step.Version,
                StartedAt = known.OpenedAt,
                Step = step,
                Test = turn.Automation.Test?.SendOf(
                    id,
                    known.OpenedAt,
                    (AutomationStep.Send)new AutomationFlow(turn.Automation.Plan).Nodes[step.Node].Step
                ),
            },
            cancellationToken
        );
        return (open, turn.Repeated.Contains(id));
    }
}

using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;

namespace CampaignTasks.Application.Automations;

/// <summary>The mover of a page's journeys: each goes as far as it can now, and the page is stored.</summary>
internal sealed class JourneyMover(
    SendingTasks flows,
    PersonReader people,
    JourneyDispatcher dispatcher,
    CartRecoverer carts,
    ContactUpdater updater,
    TimeProvider time
)
{
    /// <summary>Moves the journeys of a page that are due.</summary>
    public async Task MoveAsync(JourneyTurn turn, JourneyPage page, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await carts.BeginAsync(turn, page, now, cancellationToken);
        List<(int Slot, Recipient Recipient)> sends = [];
        Dictionary<string, Person> known = new(StringComparer.Ordinal);
        int[] open =
        [
            .. Enumerable
                .Range(0, page.Journeys.Count)
                .Where(slot => page.At(slot) is { Status: JourneyStatus.Started } one && one.Due <= now),
        ];
        while (open.Length > 0)
        {
            List<int> unread = [];
            foreach (var slot in open)
            {
                var journey = await OnNewestAsync(turn, page.At(slot)!, cancellationToken);
                var machine = await MachineAsync(turn, journey.Version, cancellationToken);
                var move = machine.Move(journey, known.GetValueOrDefault(journey.ContactId), now);
                while (move is JourneyMove.Updates updates)
                {
                    if (turn.Automation.Test is null)
                    {
                        await updater.UpdateAsync(turn.Key.TenantId, journey.ContactId, updates.Update, now, cancellationToken);
                    }

                    // What was read of the contact is old now.
                    known.Remove(journey.ContactId);
                    var step = new JourneyStep(updates.Node.Path, now, StepOutcome.Updated);
                    move = machine.Move(updates.Journey.Do(step, updates.Node.Next), person: null, now);
                }

                page.Set(slot, move.Journey);
                if (move is JourneyMove.Sends send)
                {
                    sends.Add((slot, send.Recipient));
                }
                else if (move is JourneyMove.Calls)
                {
                    turn.Calls.Add((page.Number, slot));
                }
                else if (move is JourneyMove.NeedsPerson)
                {
                    unread.Add(slot);
                }
            }

            await ReadAsync(turn, page, unread, known, cancellationToken);
            open = [.. unread];
        }

        await dispatcher.SendAsync(turn, page, sends, cancellationToken);
        await turn.Pages.SaveAsync(page, cancellationToken);
    }

    private async Task ReadAsync(
        JourneyTurn turn,
        JourneyPage page,
        List<int> slots,
        Dictionary<string, Person> known,
        CancellationToken cancellationToken
    )
    {
        if (turn.Automation.Test is { } test)
        {
            foreach (var journey in slots.Select(slot => page.At(slot)!))
            {
                var flow = await FlowAsync(turn, journey.Version, cancellationToken);
                known[journey.ContactId] = TestJourneys.PersonOf(test, journey, flow, time.GetUtcNow());
            }

            return;
        }

        foreach (var version in slots.GroupBy(slot => page.At(slot)!.Version))
        {
            var rules = (await MachineAsync(turn, version.Key, cancellationToken)).Rules.ToList();
            string[] ids = [.. version.Select(slot => page.At(slot)!.ContactId).Distinct()];
            foreach (var (id, person) in await people.ReadAsync(turn.Key.TenantId, ids, rules, cancellationToken))
            {
                known[id] = person;
            }
        }
    }

    /// <summary>Moves a journey to the newest version of the plan, if that says so and has its step.</summary>
    private async Task<Journey> OnNewestAsync(JourneyTurn turn, Journey journey, CancellationToken cancellationToken)
    {
        var (newest, plan) = (turn.Automation.Version, turn.Automation.Plan);
        if (journey.Version == newest || plan.OnEdit is not EditRule.Move || journey.Node is AutomationFlow.End)
        {
            return journey;
        }

        var before = await FlowAsync(turn, journey.Version, cancellationToken);
        var after = await FlowAsync(turn, newest, cancellationToken);
        return before.PlaceIn(after, journey.Node) is { } node ? journey with { Version = newest, Node = node } : journey;
    }

    private async Task<JourneyMachine> MachineAsync(JourneyTurn turn, int version, CancellationToken cancellationToken) =>
        turn.MachineOf(version, await FlowAsync(turn, version, cancellationToken));

    private async Task<AutomationFlow> FlowAsync(JourneyTurn turn, int version, CancellationToken cancellationToken) =>
        await flows.FlowAsync(turn.Automation, version, cancellationToken)
        ?? throw new InvalidOperationException($"Automation {turn.Key.AutomationId} has no version {version}.");
}

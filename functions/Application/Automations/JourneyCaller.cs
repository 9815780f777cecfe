using System.Text;
using System.Text.Json.Nodes;
using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Webhooks;

namespace CampaignTasks.Application.Automations;

/// <summary>
/// Calls the webhooks of journeys at the end of a turn, when everything else of it is stored: a receiver that is slow holds up calls and
/// nothing else of the turn. What came of a call is stored after it, so a crash calls again, under the same id.
/// </summary>
internal sealed class JourneyCaller(IWebhookSender sender, AutomationSecrets secrets, SendingTasks flows, TimeProvider time)
{
    /// <summary>The most calls of one turn; journeys beyond stay due.</summary>
    public const int MostCalls = 64;

    private const int AtOnce = 16;

    // A turn with receivers that hang is over after as many of these as it has addresses.
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(10);

    /// <summary>Makes the calls of a turn, and stores what came of them.</summary>
    public async Task CallAsync(JourneyTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Calls.Count is 0)
        {
            return;
        }

        var key = secrets.KeyOf(turn.Automation);
        Dictionary<string, string> silent = new(StringComparer.Ordinal);
        foreach (var part in turn.Calls.Order().Take(MostCalls).Chunk(AtOnce))
        {
            var calls = new List<Call>();
            foreach (var (number, slot) in part)
            {
                if (await FindAsync(turn, number, slot, cancellationToken) is { } call)
                {
                    calls.Add(call);
                }
            }

            var answers = await Task.WhenAll(calls.Where(call => !silent.ContainsKey(call.Url)).Select(call => TryAsync(call, key)));
            foreach (var (call, answer) in answers)
            {
                call.Page.Set(call.Slot, call.Machine.AfterCall(call.Journey, answer, call.Id, time.GetUtcNow()));
                if (answer is { Status: null, Error: { } error })
                {
                    silent[call.Url] = error;
                }
            }

            foreach (var call in calls.Where(call => answers.All(one => one.Call != call)))
            {
                call.Page.Set(call.Slot, call.Machine.PutOff(call.Journey, silent[call.Url], call.Id, time.GetUtcNow()));
            }

            // The receivers have them, or may have: what came of it is stored, whoever stops.
            await turn.Pages.SaveAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<Call?> FindAsync(JourneyTurn turn, int number, int slot, CancellationToken cancellationToken)
    {
        if (
            await turn.Pages.FindAsync(number, cancellationToken) is not { } page
            || page.At(slot) is not { Status: JourneyStatus.Started, Due: not null } journey
            || await flows.FlowAsync(turn.Automation, journey.Version, cancellationToken) is not { } flow
            || journey.Node is AutomationFlow.End
            || flow.Nodes[journey.Node] is not { Step: AutomationStep.WebhookCall { Url: var url } } node
        )
        {
            return null;
        }

        var at = journey.Call?.Since ?? journey.Due.Value;
        var id = JourneyId.Of(number, slot);
        var happened = new WebhookEvent(
            WebhookEventType.AutomationStep,
            $"{turn.Key.AutomationId}/{id}/{node.Path}",
            at,
            new JsonObject
            {
                ["automationId"] = turn.Automation.Test?.Of ?? turn.Key.AutomationId,
                ["journeyId"] = id,
                ["step"] = node.Path,
                ["contactId"] = journey.ContactId,
                ["enteredAt"] = journey.EnteredAt,
                ["test"] = turn.Automation.Test is not null,
            }
        );
        return new Call(page, slot, journey, turn.MachineOf(journey.Version, flow), url)
        {
            Id = Ulids.Derive(at, $"{turn.Key.TenantId}\n{happened.Seed}"),
            Body = Encoding.UTF8.GetBytes(happened.ToBody()),
        };
    }

    private async Task<(Call Call, WebhookAnswer Answer)> TryAsync(Call call, byte[] key)
    {
        var now = time.GetUtcNow();
        var headers = new Dictionary<string, string>
        {
            [StandardWebhookSignature.IdHeader] = call.Id,
            [StandardWebhookSignature.TimestampHeader] = StandardWebhookSignature.Timestamp(now),
            [StandardWebhookSignature.SignatureHeader] = StandardWebhookSignature.Sign(call.Id, now, call.Body, key),
        };
        using var limit = new CancellationTokenSource(LongestAttempt, time);
        try
        {
            return (call, await sender.SendAsync(call.Url, headers, call.Body, limit.Token));
        }
        catch (OperationCanceledException)
        {
            return (call, new WebhookAnswer(Status: null, "No connection was made in time."));
        }
    }

    private sealed record Call(JourneyPage Page, int Slot, Journey Journey, JourneyMachine Machine, string Url)
    {
        public required string Id { get; init; }

        public required byte[] Body { get; init; }
    }
}

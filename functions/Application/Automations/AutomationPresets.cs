using System.Text.Json;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Automations;

/// <summary>Automations that many companies begin with. Each can be posted as it is, and changed before.</summary>
internal sealed class AutomationPresets(IAudienceStore lists)
{
    private const int ListsAtOnce = 100;

    /// <summary>Returns the presets of a tenant: the welcome series is for its newest static list, where it has one.</summary>
    public async Task<IReadOnlyList<AutomationPreset>> ListAsync(string tenantId, CancellationToken cancellationToken)
    {
        var page = await lists.ListAsync(tenantId, ListsAtOnce, cursor: null, cancellationToken);
        var newest = page.Items.FirstOrDefault(audience => audience.IsList)?.Id;
        return
        [
            new(
                "welcomeSeries",
                "Greets people who join a list, or for whom you send the event signedUp where there is no list yet.",
                Welcome(newest)
            ),
            new("abandonedCart", "Reminds people of a cart that they left for an hour, until they buy.", AbandonedCart),
            new("afterPurchase", "Thanks people for a purchase, and asks later how they like it.", AfterPurchase),
            new("winBack", "Writes to people who have not bought again for ninety days.", WinBack),
        ];
    }

    private static AutomationRequest AbandonedCart =>
        new()
        {
            Name = "Abandoned cart",
            Trigger = new TriggerRequest { Kind = "cartAbandoned", After = "PT1H" },
            Steps =
            [
                Mail("You left something behind", "what you chose is still in your cart."),
                For("P1D"),
                Mail("Still interested?", "your cart is waiting for you."),
            ],
            Goal = Purchase("P7D"),
            Reentry = After("P7D"),
            TimeZone = "recipient",
            Start = false,
        };

    private static AutomationRequest AfterPurchase =>
        new()
        {
            Name = "After a purchase",
            Trigger = new TriggerRequest { Kind = "purchase" },
            Steps =
            [
                For("P1D"),
                Mail("Thank you", "thank you for your order."),
                For("P13D"),
                Mail("How do you like it?", "we would like to know how you like what you bought."),
            ],
            Reentry = After("P30D"),
            TimeZone = "recipient",
            Start = false,
        };

    // Who buys again is converted, and begins anew.
    private static AutomationRequest WinBack =>
        new()
        {
            Name = "Win back",
            Trigger = new TriggerRequest { Kind = "purchase" },
            Steps =
            [
                For("P90D"),
                Mail("We miss you", "it has been a while. Here is what is new."),
                For("P14D"),
                Mail("One more thing", "we would be happy to see you again."),
            ],
            Goal = Purchase("P120D"),
            Reentry = JsonElement.Parse("\"always\""),
            TimeZone = "recipient",
            Start = false,
        };

    private static AutomationRequest Welcome(string? list) =>
        new()
        {
            Name = "Welcome series",
            Trigger = list is null
                ? new TriggerRequest { Kind = "event", Name = "signedUp" }
                : new TriggerRequest { Kind = "listJoined", List = list },
            Steps =
            [
                Mail("Welcome", "good to have you with us."),
                For("P2D"),
                Mail("Where to begin", "here is what others like best."),
                For("P3D"),
                new StepRequest
                {
                    Wait = new WaitStepRequest { Until = "09:00", Weekdays = ["monday", "tuesday", "wednesday", "thursday"] },
                },
                Mail("Any questions?", "just answer this e-mail."),
            ],
            Goal = Purchase("P14D"),
            TimeZone = "recipient",
            Start = false,
        };

    private static StepRequest Mail(string subject, string text) =>
        new()
        {
            Send = new SendStepRequest
            {
                Channel = ChannelKind.Email,
                Creative = new CreativeRequest { Subject = subject, Text = $$$"""Hi {{ firstName | default: "there" }}, {{{text}}}""" },
            },
        };

    private static StepRequest For(string duration) => new() { Wait = new WaitStepRequest { For = duration } };

    private static GoalRequest Purchase(string within) => new() { Purchase = new GoalPurchaseRequest(), Within = within };

    private static JsonElement After(string period) => JsonElement.Parse($$"""{"after":"{{period}}"}""");
}

using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Liquid;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Approvals;

/// <summary>The messages that real recipients of a task would get. Nothing is sent or stored.</summary>
internal sealed class SampleMessages(IContactStore contacts, UnsubscribeLinks links, TimeProvider time)
{
    /// <summary>The number of samples.</summary>
    public const int Count = 3;

    /// <summary>Fills the task's creative for recipients.</summary>
    public async Task<IReadOnlyList<SampleMessageView>> RenderAsync(
        CampaignTask task,
        IEnumerable<RecipientView> recipients,
        CancellationToken cancellationToken
    )
    {
        var creative = CompiledCreative.From(task.Plan.Creative, task.Plan.Channel);
        List<SampleMessageView> samples = [];
        foreach (var one in recipients)
        {
            var recipient = new CreativeRecipient(one.Address)
            {
                Contact = one.ContactId is null ? null : await contacts.FindAsync(task.TenantId, one.ContactId, cancellationToken),
                Campaign = task.Plan.Campaign,
                Unsubscribe = links.Sample(task.Plan.Channel),
                Zone = task.Plan.Schedule.TimeZone is Schedule.RecipientsZone ? "UTC" : task.Plan.Schedule.TimeZone,
                Now = time.GetUtcNow(),
            };
            samples.Add(
                creative.Render(recipient, LiquidLimits.LargestOutput) switch
                {
                    CreativeRendering.Filled filled => new(one.Address, one.ContactId, RenderedCreativeView.From(filled.Content), null),
                    CreativeRendering.Failed failed => new(one.Address, one.ContactId, null, $"{failed.Part}: {failed.Reason}"),
                    _ => throw new InvalidOperationException("A creative is filled or it is not."),
                }
            );
        }

        return samples;
    }
}

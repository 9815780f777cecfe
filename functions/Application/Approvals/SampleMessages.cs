using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Schedules;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Approvals;

/// <summary>The messages that real recipients of a task would get. Nothing is sent or stored.</summary>
internal sealed class SampleMessages(IContactStore contacts, ISettingsStore settings, UnsubscribeLinks links, TimeProvider time)
{
    /// <summary>The number of samples.</summary>
    public const int Count = 3;

    /// <summary>Fills for each recipient the creative that it would get.</summary>
    public async Task<IReadOnlyList<SampleMessageView>> RenderAsync(
        CampaignTask task,
        IEnumerable<RecipientView> recipients,
        CancellationToken cancellationToken
    )
    {
        var language = (await settings.ReadAsync(task.TenantId, cancellationToken)).Language;
        List<SampleMessageView> samples = [];
        foreach (var one in recipients)
        {
            var recipient = new CreativeRecipient(one.Address)
            {
                Contact = one.ContactId is null ? null : await contacts.FindAsync(task.TenantId, one.ContactId, cancellationToken),
                Campaign = task.Plan.Campaign,
                HomeLanguage = language,
                Unsubscribe = links.Sample(task.Plan.Channel),
                Zone = task.Plan.Schedule.TimeZone is Schedule.RecipientsZone ? "UTC" : task.Plan.Schedule.TimeZone,
                Now = time.GetUtcNow(),
            };
            var chosen = CreativeShares.Choose(task.Plan.Creatives, task.Id, task.Plan.Channel, one.ContactId, one.Address);
            samples.Add(
                CompiledCreative.From(chosen.Content, task.Plan.Channel).Render(recipient) switch
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

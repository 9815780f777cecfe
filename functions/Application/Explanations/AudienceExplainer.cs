using System.Globalization;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Explanations;

/// <summary>
/// The evaluation of one person against a task's audience, by the rules that plan it. It costs point reads, and one pass over a list of
/// addresses.
/// </summary>
internal sealed class AudienceExplainer(ITaskStore tasks, IOrderStore orders, IAudienceStore audiences, TimeProvider time)
{
    /// <summary>Evaluates the person.</summary>
    /// <param name="task">The task.</param>
    /// <param name="contactId">The person.</param>
    /// <param name="contact">The stored contact; null when there is none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<AudienceMatch> ExplainAsync(
        CampaignTask task,
        string contactId,
        Contact? contact,
        CancellationToken cancellationToken
    ) =>
        task.Plan.Audience switch
        {
            PastedList list => await OfAddressesAsync(
                "list",
                task,
                list.Size,
                tasks.ReadRecipientsAsync(task.TenantId, task.Id, list.Version, cancellationToken),
                contact,
                cancellationToken
            ),
            SavedAudience saved => await OfSavedAsync(task, saved, contactId, contact, cancellationToken),
            var rule => await OfRuleAsync(task.TenantId, rule, contactId, contact, cancellationToken),
        };

    private static async Task<AudienceMatch> OfAddressesAsync(
        string kind,
        CampaignTask task,
        int size,
        IAsyncEnumerable<string> addresses,
        Contact? contact,
        CancellationToken cancellationToken
    )
    {
        if (contact?.Addresses.GetValueOrDefault(task.Plan.Channel) is not { } address)
        {
            return new(
                kind,
                false,
                [
                    new Finding(
                        kind,
                        false,
                        contact is null
                            ? "there is no such contact"
                            : $"the contact has no {CampaignTasks.Domain.EnumNames.Of(task.Plan.Channel)} address"
                    ),
                ]
            );
        }

        var isIn = await addresses.AnyAsync(one => RecipientIdentity.IsSameAddress(task.Plan.Channel, one, address), cancellationToken);
        var found = string.Create(CultureInfo.InvariantCulture, $"{address} is {(isIn ? "" : "not ")}among its {size} addresses");
        return new(kind, isIn, [new Finding(kind, isIn, found)]);
    }

    private async Task<AudienceMatch> OfSavedAsync(
        CampaignTask task,
        SavedAudience saved,
        string contactId,
        Contact? contact,
        CancellationToken cancellationToken
    )
    {
        if (await audiences.FindAsync(task.TenantId, saved.AudienceId, cancellationToken) is not { } audience)
        {
            return new("members", false, [new Finding("audienceId", false, "the audience was deleted")]);
        }

        if (audience.Rule is AddressList list)
        {
            return await OfAddressesAsync(
                "addresses",
                task,
                list.Size,
                audiences.ReadAddressesAsync(audience, passed: 0, cancellationToken),
                contact,
                cancellationToken
            );
        }

        if (audience.Rule is { } rule)
        {
            return await OfRuleAsync(task.TenantId, rule, contactId, contact, cancellationToken);
        }

        var isMember = await audiences.IsMemberAsync(task.TenantId, audience.Id, contactId, cancellationToken);
        return new(
            "members",
            isMember,
            [new Finding("members", isMember, isMember ? $"in the list {audience.Name}" : $"not in the list {audience.Name}")]
        );
    }

    private async Task<AudienceMatch> OfRuleAsync(
        string tenantId,
        Audience audience,
        string contactId,
        Contact? contact,
        CancellationToken cancellationToken
    )
    {
        var history = await orders.ReadHistoryAsync(tenantId, contactId, cancellationToken);
        if (audience is Buyers buyers)
        {
            var conditions = BuyersEvaluator.Explain(buyers.Filter, history);
            return new("buyers", conditions.All(finding => finding.Holds), conditions);
        }

        var rule = (audience as Segment)?.Rule ?? throw new InvalidOperationException($"No explanation of {audience.GetType().Name}.");
        if (contact is null)
        {
            // Segments select among stored contacts.
            return new("segment", false, [new Finding("contact", false, "there is no such contact")]);
        }

        HashSet<string> lists = [];
        foreach (var list in SegmentValidator.ListsOf(rule))
        {
            if (await audiences.IsMemberAsync(tenantId, list, contactId, cancellationToken))
            {
                lists.Add(list);
            }
        }

        List<Finding> findings = [];
        var holds = new SegmentEvaluator(time.GetUtcNow(), findings).Matches(rule, new Person(contact, history, lists));
        return new("segment", holds, findings);
    }
}

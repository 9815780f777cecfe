using CampaignTasks.Domain;
using CampaignTasks.Domain.Campaigns;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Campaigns;

/// <summary>The use cases of campaigns.</summary>
internal sealed class CampaignService(ICampaignStore store, ITaskStore tasks, TimeProvider time)
{
    /// <exception cref="ValidationException">The name is wrong.</exception>
    /// <exception cref="ConflictException">Another campaign has the name.</exception>
    public async Task<Campaign> AddAsync(string tenantId, string id, CampaignRequest request, CancellationToken cancellationToken)
    {
        var name = CheckName(request);
        if (await store.TryAddAsync(new Campaign(tenantId, id, name, time.GetUtcNow()), cancellationToken) is { } added)
        {
            return added;
        }

        // The same request may have stored it before, and its process ended before it could answer.
        return await store.FindAsync(tenantId, id, cancellationToken) ?? throw NameTaken(name);
    }

    /// <summary>Gives a campaign another name. Tasks name their campaign, so only one that none of them names can be renamed.</summary>
    /// <exception cref="ValidationException">The name is wrong.</exception>
    /// <exception cref="ConflictException">A task names the campaign, or another campaign has the name.</exception>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    public async Task<Campaign> RenameAsync(Campaign campaign, CampaignRequest request, CancellationToken cancellationToken)
    {
        var name = CheckName(request);
        if (name == campaign.Name)
        {
            return campaign;
        }

        await EnsureUnusedAsync(campaign, cancellationToken);
        return await store.TryRenameAsync(campaign, name, cancellationToken) ?? throw NameTaken(name);
    }

    /// <exception cref="ConflictException">A task names the campaign.</exception>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    public async Task DeleteAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        await EnsureUnusedAsync(campaign, cancellationToken);
        await store.DeleteAsync(campaign, cancellationToken);
    }

    private async Task EnsureUnusedAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var users = await tasks.ListAsync(campaign.TenantId, new TaskFilter(Campaign: campaign.Name), 1, cursor: null, cancellationToken);
        if (users.Items is [var user])
        {
            // A task that has ended cannot be edited any more.
            throw new ConflictException(
                "campaignInUse",
                $"Task {user.Id} names this campaign. First delete the tasks that have ended, and delete the others or give them another "
                    + "campaign. GET /api/tasks?campaign=… lists them all."
            );
        }
    }

    private static string CheckName(CampaignRequest request)
    {
        var errors = new ValidationErrors();
        var name = TextRules.Label(request.Name);
        DisplayName.Check(name, errors);
        errors.ThrowIfAny();
        return name!;
    }

    private static ConflictException NameTaken(string name) =>
        new("campaignExists", $"A campaign named \"{TextRules.Abbreviate(name)}\" exists already: choose another name.");
}

using CampaignTasks.Application.Identifiers;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Campaigns;
using CampaignTasks.Domain.Sites;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Tasks;

/// <summary>The campaign, the site and the app that tasks name.</summary>
internal sealed class TaskLabels(ICampaignStore campaigns, ISiteStore sites, Ulids ids, TimeProvider time)
{
    /// <summary>Checks that a task's site and app exist.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="definition">The task.</param>
    /// <param name="edited">The plan that it changes; null for a new task. What stays is not checked again.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task CheckAsync(
        string tenantId,
        TaskDefinition definition,
        TaskPlan? edited,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        if (definition.Site is not { } site || (site, definition.App) == (edited?.Site, edited?.App))
        {
            return;
        }

        if (!Ulids.IsValid(site) || await sites.FindAsync(tenantId, site, cancellationToken) is null)
        {
            errors.Add("site", "There is no such site: list them with GET /api/sites.");
        }
        else if (
            definition.App is { } app
            && (!Ulids.IsValid(app) || await sites.FindAppAsync(tenantId, site, app, cancellationToken) is null)
        )
        {
            errors.Add("app", $"The site has no such app: list them with GET /api/sites/{site}/apps.");
        }
    }

    /// <summary>Creates the campaign that a task names, unless it exists.</summary>
    public async Task EnsureCampaignAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        if (task.Plan.Campaign is { } name && await campaigns.FindByNameAsync(task.TenantId, name, cancellationToken) is null)
        {
            // Null when another task has just created it.
            await campaigns.TryAddAsync(new Campaign(task.TenantId, ids.Next(), name, time.GetUtcNow()), cancellationToken);
        }
    }
}

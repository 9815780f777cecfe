using CampaignTasks.Domain;
using CampaignTasks.Domain.Sites;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Sites;

/// <summary>The use cases of sites and their apps.</summary>
internal sealed class SiteService(ISiteStore store, ITaskStore tasks, TimeProvider time)
{
    private const int LongestAppId = 100;

    /// <exception cref="ValidationException">The name is wrong.</exception>
    public Task<Site> AddAsync(string tenantId, string id, SiteRequest request, CancellationToken cancellationToken) =>
        store.AddAsync(new Site(tenantId, id, CheckName(request), time.GetUtcNow()), cancellationToken);

    /// <exception cref="ValidationException">The name is wrong.</exception>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    public Task<Site> RenameAsync(Site site, SiteRequest request, CancellationToken cancellationToken) =>
        store.UpdateAsync(site with { Name = CheckName(request) }, cancellationToken);

    /// <exception cref="ConflictException">A task names the site, or it has apps.</exception>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    public async Task DeleteAsync(Site site, CancellationToken cancellationToken)
    {
        await EnsureUnusedAsync(site.TenantId, new TaskFilter { Site = site.Id }, "site", cancellationToken);
        if ((await store.ListAppsAsync(site.TenantId, site.Id, 1, cursor: null, cancellationToken)).Items is [var app])
        {
            throw new ConflictException("siteInUse", $"The site has apps: delete app {app.Id} and the others first.");
        }

        await store.DeleteAsync(site, cancellationToken);
    }

    /// <exception cref="ValidationException">Something is wrong with it.</exception>
    public Task<SiteApp> AddAppAsync(Site site, string id, SiteAppRequest request, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        DisplayName.Check(request.Name, errors);
        if (TextRules.IsInvisible(request.AppId) || TextLength.IsOver(request.AppId?.Trim(), LongestAppId))
        {
            errors.Add("appId", $"The app's id is missing or too long: give 1 to {LongestAppId} characters.");
        }

        TextRules.CheckName(request.AppId, "appId", errors);
        errors.ThrowIfAny();
        var app = new SiteApp(site.TenantId, site.Id, id, request.Name!.Trim(), request.AppId!.Trim(), time.GetUtcNow());
        return store.AddAppAsync(app, cancellationToken);
    }

    /// <exception cref="ConflictException">A task names the app.</exception>
    public async Task DeleteAppAsync(SiteApp app, CancellationToken cancellationToken)
    {
        await EnsureUnusedAsync(app.TenantId, new TaskFilter { Site = app.SiteId, App = app.Id }, "app", cancellationToken);
        await store.DeleteAppAsync(app.TenantId, app.SiteId, app.Id, cancellationToken);
    }

    private async Task EnsureUnusedAsync(string tenantId, TaskFilter filter, string what, CancellationToken cancellationToken)
    {
        if ((await tasks.ListAsync(tenantId, filter, 1, cursor: null, cancellationToken)).Items is [var user])
        {
            throw new ConflictException(
                $"{what}InUse",
                $"Task {user.Id} names this {what}: delete the task, or give it another {what}, first."
            );
        }
    }

    private static string CheckName(SiteRequest request)
    {
        var errors = new ValidationErrors();
        DisplayName.Check(request.Name, errors);
        errors.ThrowIfAny();
        return request.Name!.Trim();
    }
}

using CampaignTasks.Application.Identifiers;
using CampaignTasks.Application.Requests;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Tenants;

/// <summary>The use cases of tenants, for the operator of the deployment.</summary>
internal sealed class TenantService(
    ITenantStore store,
    TenantStatuses statuses,
    ITaskStore tasks,
    ITaskNotifier notifier,
    ITenantRemover remover,
    TimeProvider time,
    ILogger<TenantService> logger
)
{
    private const int MaxPage = 200;

    private const long LargestQuota = 1_000_000_000_000_000;

    private static readonly TaskFilter Live = new([CampaignTaskStatus.Scheduled, CampaignTaskStatus.Running, CampaignTaskStatus.Paused]);

    /// <exception cref="ValidationException">The name is not valid.</exception>
    public async Task<Tenant> AddAsync(string id, string? name, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        DisplayName.Check(name, errors);
        errors.ThrowIfAny();
        var tenant = new Tenant(id, name!.Trim(), time.GetUtcNow());
        await store.AddAsync(tenant, cancellationToken);
        logger.TenantChanged(id, "created");
        return tenant;
    }

    /// <summary>Changes a tenant. A suspension holds in this process at once, in others within seconds.</summary>
    /// <param name="id">The tenant.</param>
    /// <param name="patch">The change.</param>
    /// <param name="precondition">Throws when the stored version is not the one the caller expects.</param>
    /// <param name="cancellationToken">Cancels the change before it is stored.</param>
    /// <returns>The tenant; null when there is none.</returns>
    /// <exception cref="ValidationException">The change is not valid.</exception>
    /// <exception cref="ConflictException">The tenant is being deleted.</exception>
    public async Task<Tenant?> ChangeAsync(
        string id,
        Patch<TenantChange> patch,
        Action<string?> precondition,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        Check(patch, errors);
        errors.ThrowIfAny();
        var (before, after) = await ConflictRetry.RetryAsync<(Tenant?, Tenant?)>(
            async () =>
            {
                if (await store.FindAsync(id, cancellationToken) is not { } tenant)
                {
                    return (null, null);
                }

                precondition(tenant.ETag);
                return (tenant, await store.UpdateAsync(Changed(tenant, patch), cancellationToken));
            },
            ConflictRetry.FewRounds
        );
        if (before is null || after is null)
        {
            return null;
        }

        statuses.Changed(after);
        logger.TenantChanged(id, before.Status == after.Status ? "changed" : EnumNames.Of(after.Status));
        if (before.Status != after.Status)
        {
            await NotifyTasksAsync(id, cancellationToken);
        }

        return after;
    }

    /// <summary>Marks a tenant for removal and starts it; one that is being removed already is left as it is.</summary>
    /// <returns>The tenant; null when there is none.</returns>
    public async Task<Tenant?> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var marked = await ConflictRetry.RetryAsync(
            async () =>
            {
                var tenant = await store.FindAsync(id, cancellationToken);
                return tenant is null or { Status: TenantStatus.Deleting }
                    ? tenant
                    : await store.UpdateAsync(tenant with { Status = TenantStatus.Deleting }, cancellationToken);
            },
            ConflictRetry.FewRounds
        );
        if (marked is not null)
        {
            statuses.Changed(marked);
            logger.TenantChanged(id, "marked for deletion");
            await remover.StartAsync(id, cancellationToken);
        }

        return marked;
    }

    private static Tenant Changed(Tenant tenant, Patch<TenantChange> patch) =>
        tenant.Status is TenantStatus.Deleting
            ? throw new ConflictException("tenantDeleting", "The tenant is being deleted: nothing of it can be changed any more.")
            : tenant with
            {
                Name = patch.Has("name") ? patch.Value.Name!.Trim() : tenant.Name,
                Status = patch.Has("status") ? StatusOf(patch.Value.Status!.Value) : tenant.Status,
                Quotas = patch.Has("quotas") ? patch.Value.Quotas ?? TenantQuotas.None : tenant.Quotas,
            };

    private static TenantStatus StatusOf(TenantAccess access) =>
        access is TenantAccess.Active ? TenantStatus.Active : TenantStatus.Suspended;

    private static void Check(Patch<TenantChange> patch, ValidationErrors errors)
    {
        if (patch.Has("name"))
        {
            DisplayName.Check(patch.Value.Name, errors);
        }

        if (patch.Has("status") && patch.Value.Status is null)
        {
            errors.Add("status", "Give active or suspended. To remove a tenant, send DELETE.");
        }

        foreach (var kind in Enum.GetValues<QuotaKind>())
        {
            if (patch.Value.Quotas?.Of(kind) is < 0 or > LargestQuota)
            {
                errors.Add(
                    $"quotas.{EnumNames.Of(kind)}",
                    $"Give a number from 0 to {LargestQuota}, or null for the deployment's own quota."
                );
            }
        }
    }

    // A task that is not reached reads its tenant's status again within minutes.
    private async Task NotifyTasksAsync(string tenantId, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await tasks.ListAsync(tenantId, Live, MaxPage, cursor, cancellationToken);
            foreach (var task in page.Items)
            {
                try
                {
                    await notifier.ChangedAsync(task, cancellationToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    logger.SignalFailed(e, task.Id);
                }
            }

            cursor = page.Next;
        } while (cursor is not null);
    }
}

using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Requests;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Application.Tenants;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Unsubscribes;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Tasks;

/// <summary>The use cases of tasks. Each change is stored first; then the task's orchestration is notified.</summary>
internal sealed class TaskService(
    ITaskStore store,
    RunDeleter runs,
    IQuotaStore quotas,
    IUnsubscribeStore unsubscribes,
    ITaskNotifier notifier,
    TaskAccounts accounts,
    TaskLabels labels,
    AudienceRequestValidator audiences,
    CreativeResolver creatives,
    PlanChanges changes,
    UnsubscribeLinks links,
    ISettingsStore settings,
    TenantUsage usage,
    StoredBytesQuota stored,
    TimeProvider time,
    ILogger<TaskService> logger
)
{
    private const int MaxAttempts = 5;

    /// <summary>Creates a task and, unless the request says otherwise or the task needs approval, starts it.</summary>
    /// <exception cref="ValidationException">Something is wrong with the request.</exception>
    /// <exception cref="ConflictException">It is to start, and needs approval.</exception>
    public async Task<CampaignTask> AddAsync(
        TaskActor by,
        string tenantId,
        string id,
        TaskRequest request,
        CancellationToken cancellationToken
    )
    {
        var needsApproval =
            request.Channel is { } channel && (await settings.ReadAsync(tenantId, cancellationToken)).NeedsApproval(channel);
        var starts = request.Start ?? !needsApproval;
        var (made, recipients) = await CheckAsync(tenantId, id, request, starts, cancellationToken);
        if (starts && needsApproval)
        {
            throw new ConflictException(
                InvalidTransitionException.ApprovalRequired,
                "The task needs approval before it can start, and was not created: leave start out, or set it to false, which creates a draft; "
                    + "then submit the draft with POST /api/tasks/{id}/submit, and let another person approve it."
            );
        }

        var draft = made.UnderApproval(needsApproval);
        var task = starts ? draft.Start(time.GetUtcNow()) : draft;
        return await AddAsync(task.AttributedTo(by), recipients, "created", cancellationToken);
    }

    /// <summary>Makes the draft that a request describes, and stores nothing.</summary>
    /// <returns>The draft, and the addresses of its list.</returns>
    /// <exception cref="ValidationException">Something is wrong with the request.</exception>
    public async Task<(CampaignTask Draft, IReadOnlyList<string> Recipients)> CheckAsync(
        string tenantId,
        string id,
        TaskRequest request,
        bool starts,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        var target = await audiences.CheckAsync(tenantId, request.Channel, request.Audience, errors, cancellationToken);
        var now = time.GetUtcNow();
        var country = await CountryAsync(tenantId, request.Audience, cancellationToken);
        var chosen = await creatives.ResolveAsync(tenantId, request.Channel, request.Choice, errors, cancellationToken);
        var definition = request.ToDefinition(target, chosen) with { Country = country, HasUnsubscribeLinks = links.Exist };
        var good = definition.Check(now, errors);
        await labels.CheckAsync(tenantId, definition, edited: null, errors, cancellationToken);
        var senders =
            request.Channel is { } channel && !errors.Has("accounts")
                ? await accounts.ResolveAsync(tenantId, channel, request.Accounts, starts, errors, cancellationToken)
                : [];
        errors.ThrowIfAny();
        return (CampaignTask.Create(tenantId, id, good!.Plan with { Accounts = senders }, now), good.List?.Addresses ?? []);
    }

    /// <summary>Reads the country in which the phone numbers of a list are read; null without a list.</summary>
    private async Task<string?> CountryAsync(string tenantId, AudienceRequest? audience, CancellationToken cancellationToken) =>
        audience?.List is null ? null : (await settings.ReadAsync(tenantId, cancellationToken)).Country;

    /// <summary>Makes a new draft of the same plan and addresses.</summary>
    public async Task<CampaignTask> CopyAsync(TaskActor by, CampaignTask task, string id, CancellationToken cancellationToken)
    {
        List<string> recipients = [];
        if (task.Plan.Audience is PastedList list)
        {
            await foreach (var address in store.ReadRecipientsAsync(task.TenantId, task.Id, list.Version, cancellationToken))
            {
                recipients.Add(address);
            }
        }

        var bytes = recipients.Sum(address => (long)address.Length);
        await stored.EnsureRoomAsync(task.TenantId, bytes, cancellationToken);
        var copy = task.Copy(id, time.GetUtcNow()).UnderApproval(await settings.NeedsApprovalAsync(task, cancellationToken));
        var added = await AddAsync(copy.AttributedTo(by), recipients, "copied", cancellationToken);
        await stored.CountAsync(task.TenantId, bytes);
        return added;
    }

    /// <summary>Changes the plan of a task that was read before.</summary>
    /// <param name="by">The caller.</param>
    /// <param name="task">The task as read.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Cancels the reading and writing.</param>
    /// <returns>The task after the change, and what it means for messages; null when the plan version stays.</returns>
    /// <exception cref="InvalidTransitionException">The task's status does not allow the change.</exception>
    /// <exception cref="ConcurrencyConflictException">The task was changed since it was read.</exception>
    /// <exception cref="ValidationException">Something is wrong with the change.</exception>
    public async Task<(CampaignTask Task, PlanChange? Change)> ChangeAsync(
        TaskActor by,
        CampaignTask task,
        Patch<TaskChange> change,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        var now = time.GetUtcNow();
        var target = await audiences.CheckAsync(task.TenantId, task.Plan.Channel, change.Value.Audience, errors, cancellationToken);
        var country = await CountryAsync(task.TenantId, change.Value.Audience, cancellationToken);
        var chosen = await creatives.ResolveAsync(task.TenantId, task.Plan.Channel, change.Value.Choice, errors, cancellationToken);
        var definition = change.Value.Apply(task.Plan, change.Given, target, chosen, errors) with
        {
            Country = country,
            HasUnsubscribeLinks = links.Exist,
        };
        var good = definition.Check(now, errors, task.Plan);
        await labels.CheckAsync(task.TenantId, definition, task.Plan, errors, cancellationToken);
        errors.ThrowIfAny();
        var plan = await WithNewestCreativesAsync(task, good!.Plan, cancellationToken);
        var needsApproval = await settings.NeedsApprovalAsync(task, cancellationToken);
        var edited = task.UnderApproval(needsApproval).Edit(plan, now, needsApproval).AttributedTo(by);
        var recipients = good.List?.Addresses;
        await labels.EnsureCampaignAsync(edited, cancellationToken);
        var meaning = await changes.OfAsync(task, edited, recipients, cancellationToken);
        return (await StoreAsync(edited, recipients, "changed", cancellationToken), meaning);
    }

    /// <summary>Carries out an action. When the task's own progress comes in between, it is decided anew a few times.</summary>
    /// <returns>The task after it; null when there is none.</returns>
    /// <exception cref="InvalidTransitionException">The task's status does not allow the action.</exception>
    /// <exception cref="ConflictException">An account of the task cannot send.</exception>
    public async Task<CampaignTask?> ActAsync(string tenantId, string id, TaskAction action, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await store.FindAsync(tenantId, id, cancellationToken) is not { } stored)
            {
                return null;
            }

            action.EnsureVersion(stored.ETag);
            var current = action.StartsDraft ? await WithNewestCreativesAsync(stored, cancellationToken) : stored;
            var task = current.UnderApproval(await settings.NeedsApprovalAsync(stored, cancellationToken));
            var moved = (await ApplyAsync(task, action, cancellationToken)).AttributedTo(action.By);
            if (moved.Status is CampaignTaskStatus.Scheduled or CampaignTaskStatus.Running)
            {
                await accounts.EnsureActiveAsync(moved, cancellationToken);
            }

            try
            {
                return await StoreAsync(moved, recipients: null, action.Name, cancellationToken);
            }
            catch (ConcurrencyConflictException) when (attempt < MaxAttempts)
            {
                // Read again and decide again.
            }
        }
    }

    /// <summary>Deletes an ended task with its runs.</summary>
    /// <exception cref="InvalidTransitionException">The task has not ended.</exception>
    /// <exception cref="ConcurrencyConflictException">The task was changed since it was read.</exception>
    public async Task DeleteAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        task.EnsureCanDelete();

        // Runs first: a crash in between leaves a task that can be deleted again, not runs without one.
        await runs.DeleteAsync(task.TenantId, task.Id, cancellationToken);
        await quotas.DeleteAsync(task.TenantId, QuotaPolicy.ScopeOfTask(task.Id), cancellationToken);
        await unsubscribes.DeleteAsync(task.TenantId, task.Id, cancellationToken);
        await store.DeleteAsync(task, cancellationToken);
        logger.TaskChanged(task.Id, task.TenantId, "deleted", EnumNames.Of(task.Status));
    }

    /// <summary>Takes newer versions of the creatives into a draft that is about to start.</summary>
    private async Task<CampaignTask> WithNewestCreativesAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        if (task.Status is not CampaignTaskStatus.Draft)
        {
            return task;
        }

        var plan = await creatives.WithNewestCheckedAsync(task.TenantId, task.Plan, cancellationToken);
        return plan == task.Plan ? task : task.Edit(plan, time.GetUtcNow());
    }

    /// <summary>
    /// Takes newer versions of the creatives into an edited plan. Once started, a task keeps its versions when only its labels change:
    /// that is no new plan.
    /// </summary>
    private async Task<TaskPlan> WithNewestCreativesAsync(CampaignTask task, TaskPlan edited, CancellationToken cancellationToken) =>
        task.Status is CampaignTaskStatus.Draft || edited.WithLabelsOf(task.Plan) != task.Plan
            ? await creatives.WithNewestCheckedAsync(task.TenantId, edited, cancellationToken)
            : edited;

    private async Task<CampaignTask> AddAsync(
        CampaignTask task,
        IReadOnlyList<string> recipients,
        string change,
        CancellationToken cancellationToken
    )
    {
        await usage.EnsureRoomAsync(task.TenantId, QuotaKind.Tasks, cancellationToken);
        await labels.EnsureCampaignAsync(task, cancellationToken);
        try
        {
            return await NotifyAsync(await store.AddAsync(task, recipients, cancellationToken), change);
        }
        catch (ConcurrencyConflictException)
        {
            // The same request stored it before, and its process ended before it could answer.
            if (await store.FindAsync(task.TenantId, task.Id, cancellationToken) is not { } stored)
            {
                throw;
            }

            return await NotifyAsync(stored, change);
        }
    }

    private async Task<CampaignTask> StoreAsync(
        CampaignTask task,
        IReadOnlyList<string>? recipients,
        string change,
        CancellationToken cancellationToken
    ) => await NotifyAsync(await store.UpdateAsync(task, recipients, cancellationToken), change);

    private async Task<CampaignTask> ApplyAsync(CampaignTask task, TaskAction action, CancellationToken cancellationToken)
    {
        try
        {
            return await action.ApplyAsync(task, time.GetUtcNow(), cancellationToken);
        }
        catch (InvalidTransitionException)
        {
            // A first attempt whose answer was lost may have stored it, and the orchestration may not know.
            await NotifyAsync(task, "asked again");
            throw;
        }
    }

    private async Task<CampaignTask> NotifyAsync(CampaignTask task, string change)
    {
        logger.TaskChanged(task.Id, task.TenantId, change, EnumNames.Of(task.Status));
        try
        {
            // Stored: whether or not the caller still listens, the orchestration must learn of it.
            await notifier.ChangedAsync(task, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.TaskNotNotified(task.Id, EnumNames.Of(task.Status), e);
        }

        return task;
    }
}

using CampaignTasks.Api.Audiences;
using CampaignTasks.Api.Http;
using CampaignTasks.Api.Telemetry;
using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Api.Tasks;

/// <summary>What is done with tasks over HTTP: each change is stored first and signalled then.</summary>
internal sealed class TaskService(
    ITaskStore store, RunDeleter runs, IQuotaStore budgets, ITaskNotifier signals, TaskAccounts accounts, AudienceRequestValidator targets, PlanChanges changes,
    TimeProvider time, ILogger<TaskService> logger)
{
    private const int Tries = 5;

    /// <exception cref="ProblemException">422: something is wrong with the definition.</exception>
    public async Task<CampaignTask> AddAsync(TaskActor by, string tenantId, ResourceId id, TaskRequest request, CancellationToken cancellationToken)
    {
        var starts = request.Start ?? true;
        var (draft, recipients) = await CheckAsync(tenantId, id, request, starts, cancellationToken);
        return await AddAsync((starts ? draft.Start(time.GetUtcNow()) : draft).AttributedTo(by), recipients, "created", cancellationToken);
    }

    /// <summary>The draft a request describes, and the addresses of its list; nothing is stored.</summary>
    /// <exception cref="ProblemException">422: something is wrong with the definition.</exception>
    public async Task<(CampaignTask Draft, IReadOnlyList<string> Recipients)> CheckAsync(
        string tenantId, ResourceId id, TaskRequest request, bool starts, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var definition = new TaskDefinition
        {
            Name = request.Name,
            Campaign = request.Campaign,
            Channel = request.Channel,
            Accounts = request.Accounts,
            List = request.Audience?.List,
            Target = await targets.CheckAsync(tenantId, request.Channel, request.Audience, errors, cancellationToken),
            Creative = request.Creative?.ToCreative(errors),
            Schedule = request.Schedule,
            Pacing = request.Pacing,
            StopOnFailure = request.StopOnFailure,
            Overlap = request.Overlap,
            WhenCapped = request.WhenCapped,
        };
        var now = time.GetUtcNow();
        var good = definition.Check(now, errors);
        var senders = request.Channel is { } channel && !errors.Has("accounts")
            ? await accounts.ResolveAsync(tenantId, channel, request.Accounts, starts, errors, cancellationToken)
            : [];
        errors.ThrowIfAny();
        return (good!.NewTask(tenantId, id.Value, senders, now), good.Recipients?.Addresses ?? []);
    }

    /// <summary>A new draft of the same definition and addresses.</summary>
    public async Task<CampaignTask> CopyAsync(TaskActor by, CampaignTask task, ResourceId id, CancellationToken cancellationToken)
    {
        List<string> recipients = [];
        if (task.Audience is PastedList list)
        {
            await foreach (var address in store.ReadRecipientsAsync(task.TenantId, task.Id, list.Version, cancellationToken))
            {
                recipients.Add(address);
            }
        }

        return await AddAsync(task.Copy(id.Value, time.GetUtcNow()).AttributedTo(by), recipients, "copied", cancellationToken);
    }

    /// <exception cref="InvalidTransitionException">The task's status does not allow the change.</exception>
    /// <exception cref="ConcurrencyConflictException">Somebody changed the task in between.</exception>
    /// <exception cref="ProblemException">422: something is wrong with the definition.</exception>
    /// <returns>The task after it, and what it means for messages; null when the plan stays as it is.</returns>
    public async Task<(CampaignTask Task, PlanChange? Change)> ChangeAsync(
        TaskActor by, CampaignTask task, JsonBody<TaskChange> body, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var now = time.GetUtcNow();
        var definition = Changed(TaskDefinition.From(task), body, errors) with
        {
            Target = await targets.CheckAsync(task.TenantId, task.Channel, body.Value.Audience, errors, cancellationToken),
        };
        var good = definition.Check(now, errors, task);
        errors.ThrowIfAny();
        var edited = task.Edit(good!, now).AttributedTo(by);
        var change = await changes.OfAsync(task, edited, good!.Recipients?.Addresses, cancellationToken);
        return (await StoreAsync(edited, good.Recipients?.Addresses, "changed", cancellationToken), change);
    }

    /// <summary>Makes a move. A race with the task's own progress is decided anew a few times.</summary>
    /// <returns>The task after the move; null when there is none.</returns>
    /// <exception cref="InvalidTransitionException">The task's status does not allow the move.</exception>
    public async Task<CampaignTask?> MoveAsync(
        string tenantId, string id, string name, HttpRequest request, Func<CampaignTask, DateTimeOffset, CampaignTask> move, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await store.FindAsync(tenantId, id, cancellationToken) is not { } task)
            {
                return null;
            }

            ETags.Check(request, task.ETag);
            var moved = (await TryAsync(task, move)).AttributedTo(Actors.Of(request.HttpContext));
            if (moved.Status is CampaignTaskStatus.Scheduled or CampaignTaskStatus.Running)
            {
                await accounts.EnsureActiveAsync(moved, cancellationToken);
            }

            try
            {
                return await StoreAsync(moved, recipients: null, name, cancellationToken);
            }
            catch (ConcurrencyConflictException) when (attempt < Tries)
            {
                // Read again and decide again.
            }
        }
    }

    /// <exception cref="InvalidTransitionException">The task has not ended.</exception>
    public async Task DeleteAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        task.EnsureCanDelete();

        // Runs first: a crash in between leaves a task that can be deleted again, not runs without one.
        await runs.DeleteAsync(task.TenantId, task.Id, cancellationToken);
        await budgets.DeleteAsync(task.TenantId, QuotaPolicy.ScopeOfTask(task.Id), cancellationToken);
        await store.DeleteAsync(task, cancellationToken);
        logger.TaskChanged(task.Id, task.TenantId, "deleted", EnumNames.Of(task.Status));
    }

    private static TaskDefinition Changed(TaskDefinition definition, JsonBody<TaskChange> body, ValidationErrors errors)
    {
        var change = body.Value;
        if (body.Given.Contains("audience") && change.Audience is null or { List: null, Buyers: null, AudienceId: null, Segment: null })
        {
            errors.Add("audience.list", "The audience is missing: give a list with one address a line, buyers, a segment or an audienceId, or leave the audience out to keep it.");
        }

        return definition with
        {
            Name = body.Given.Contains("name") ? change.Name : definition.Name,
            Campaign = body.Given.Contains("campaign") ? change.Campaign : definition.Campaign,
            Channel = body.Given.Contains("channel") ? change.Channel : definition.Channel,
            Accounts = body.Given.Contains("accounts") ? change.Accounts : definition.Accounts,
            List = change.Audience?.List,
            Creative = body.Given.Contains("creative") ? change.Creative?.ToCreative(errors) : definition.Creative,
            Schedule = body.Given.Contains("schedule") ? change.Schedule : definition.Schedule,
            Pacing = body.Given.Contains("pacing") ? change.Pacing : definition.Pacing,
            StopOnFailure = body.Given.Contains("stopOnFailure") ? change.StopOnFailure : definition.StopOnFailure,
            Overlap = body.Given.Contains("overlap") ? change.Overlap : definition.Overlap,
            WhenCapped = body.Given.Contains("whenCapped") ? change.WhenCapped : definition.WhenCapped,
        };
    }

    private async Task<CampaignTask> AddAsync(CampaignTask task, IReadOnlyList<string> recipients, string change, CancellationToken cancellationToken)
    {
        try
        {
            return await SignalAsync(await store.AddAsync(task, recipients, cancellationToken), change);
        }
        catch (ConcurrencyConflictException)
        {
            // The same request stored it before, and its process died before it could answer.
            if (await store.FindAsync(task.TenantId, task.Id, cancellationToken) is not { } stored)
            {
                throw;
            }

            return await SignalAsync(stored, change);
        }
    }

    private async Task<CampaignTask> StoreAsync(CampaignTask task, IReadOnlyList<string>? recipients, string change, CancellationToken cancellationToken) =>
        await SignalAsync(await store.UpdateAsync(task, recipients, cancellationToken), change);

    private async Task<CampaignTask> TryAsync(CampaignTask task, Func<CampaignTask, DateTimeOffset, CampaignTask> move)
    {
        try
        {
            return move(task, time.GetUtcNow());
        }
        catch (InvalidTransitionException)
        {
            // It may have been stored by a first try whose answer was lost, and whoever carries it out may not know.
            await SignalAsync(task, "asked again");
            throw;
        }
    }

    private async Task<CampaignTask> SignalAsync(CampaignTask task, string change)
    {
        logger.TaskChanged(task.Id, task.TenantId, change, EnumNames.Of(task.Status));
        try
        {
            // Stored: whether or not the caller still listens, the orchestration must learn of it.
            await signals.ChangedAsync(task, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.SignalFailed(task.Id, EnumNames.Of(task.Status), e);
        }

        return task;
    }
}

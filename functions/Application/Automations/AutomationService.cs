using CampaignTasks.Application.Ledger;
using CampaignTasks.Application.Requests;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Quotas;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Unsubscribes;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Automations;

/// <summary>The use cases of automations. Each change is stored first; then the automation's orchestration is notified.</summary>
internal sealed class AutomationService(
    IAutomationStore store,
    IJourneyStore journeys,
    IJourneyIndex index,
    IMembershipStore members,
    IFactInbox inbox,
    AutomationTests tests,
    AutomationSecrets secrets,
    RunDeleter runs,
    IQuotaStore quotas,
    IUnsubscribeStore unsubscribes,
    AutomationValidator validator,
    IAutomationNotifier notifier,
    AutomationSubscriptions subscriptions,
    TimeProvider time,
    ILogger<AutomationService> logger
)
{
    /// <summary>The most automations of a tenant that are active or paused.</summary>
    public const int MostLive = 100;

    /// <summary>Creates an automation, as a draft or started.</summary>
    /// <exception cref="ValidationException">Something is wrong with the request.</exception>
    /// <exception cref="ConflictException">It is to start, and as many are live as may be.</exception>
    public async Task<Automation> AddAsync(TaskActor by, AutomationKey key, AutomationRequest request, CancellationToken cancellationToken)
    {
        var starts = request.Start is true;
        var plan = await validator.CheckAsync(key.TenantId, request, fields: null, edited: null, starts, cancellationToken);
        var draft = Automation.Create(key, plan, time.GetUtcNow());
        await EnsureRoomAsync(key, starts, cancellationToken);
        var made = starts ? draft.Start(time.GetUtcNow()) : draft;
        var added = await AddAsync(made.AttributedTo(by), "created", cancellationToken);
        await SpreadAsync(draft, added);
        return added;
    }

    /// <summary>Makes a new draft of the same plan.</summary>
    public Task<Automation> CopyAsync(TaskActor by, Automation automation, string id, CancellationToken cancellationToken)
    {
        var key = new AutomationKey(automation.TenantId, id);
        return AddAsync(
            Automation.Create(key, automation.Plan, time.GetUtcNow(), automation.Id).AttributedTo(by),
            "copied",
            cancellationToken
        );
    }

    /// <summary>Changes the plan of an automation that was read before.</summary>
    /// <exception cref="ConflictException">It is archived.</exception>
    /// <exception cref="ConcurrencyConflictException">It was changed since it was read.</exception>
    /// <exception cref="ValidationException">Something is wrong with the change.</exception>
    public async Task<Automation> ChangeAsync(
        TaskActor by,
        Automation automation,
        Patch<AutomationChange> change,
        CancellationToken cancellationToken
    )
    {
        var plan = await validator.CheckAsync(
            automation.TenantId,
            change.Value,
            change.Given,
            automation.Plan,
            automation.IsLive,
            cancellationToken
        );
        var edited = automation.Edit(plan, time.GetUtcNow());
        return edited == automation ? automation : await StoreAsync(automation, edited.AttributedTo(by), "changed", cancellationToken);
    }

    /// <summary>Carries out an action; decided anew when somebody else changes the automation in between.</summary>
    /// <returns>The automation after it; null when there is none.</returns>
    /// <exception cref="ConflictException">The status does not allow the action.</exception>
    public Task<Automation?> ActAsync(AutomationKey key, AutomationAction action, CancellationToken cancellationToken) =>
        ConflictRetry.RetryAsync(
            async () =>
            {
                if (await store.FindAsync(key, cancellationToken) is not { Test: null } stored)
                {
                    return null;
                }

                action.EnsureVersion(stored.ETag);
                var current = action.StartsDraft ? await RenewAsync(stored, cancellationToken) : stored;
                var moved = action.Apply(current, time.GetUtcNow()).AttributedTo(action.By);
                await EnsureRoomAsync(key, moved.IsLive && !stored.IsLive, cancellationToken);
                return (Automation?)await StoreAsync(stored, moved, action.Name, cancellationToken);
            },
            ConflictRetry.FewRounds
        );

    /// <summary>Gives an automation a new secret for its webhook steps; from now on it signs.</summary>
    /// <returns>The secret, which nothing shows again; null when there is no such automation.</returns>
    public Task<string?> RotateSecretAsync(TaskActor by, AutomationKey key, CancellationToken cancellationToken) =>
        ConflictRetry.RetryAsync(
            async () =>
            {
                if (await store.FindAsync(key, cancellationToken) is not { Test: null } stored)
                {
                    return null;
                }

                var (secret, encrypted) = secrets.New(stored);
                var rotated = stored.RotateSecret(encrypted, time.GetUtcNow()).AttributedTo(by);
                await StoreAsync(stored, rotated, "given a new secret", cancellationToken);
                return (string?)secret;
            },
            ConflictRetry.FewRounds
        );

    /// <summary>Ends a journey by hand.</summary>
    /// <returns>The journey after it; null when there is none of this id.</returns>
    public async Task<Journey?> RemoveJourneyAsync(TaskActor by, Automation automation, string id, CancellationToken cancellationToken)
    {
        if (!JourneyId.TryParse(id, out var number, out var slot))
        {
            return null;
        }

        var removed = await ConflictRetry.RetryAsync(async () =>
        {
            if (
                await journeys.FindPageAsync(automation.Key, number, cancellationToken) is not { } page
                || page.At(slot) is not { Status: not (JourneyStatus.Pending or JourneyStatus.Dropped or JourneyStatus.Past) } journey
            )
            {
                return null;
            }

            if (journey.Status is JourneyStatus.Started)
            {
                journey = journey.End(JourneyStatus.Exited, "removed", time.GetUtcNow());
                page.Set(slot, journey);
                await journeys.SavePageAsync(automation.Key, page, cancellationToken);
            }

            return journey;
        });
        if (removed is { Reason: "removed" })
        {
            await ConflictRetry.RetryAsync(async () =>
            {
                if (await store.FindAsync(automation.Key, cancellationToken) is { } stored)
                {
                    var noted = stored.Note(AutomationEvent.JourneyRemoved, time.GetUtcNow(), $"journey {id}").AttributedTo(by);
                    await store.UpdateAsync(noted, cancellationToken);
                }
            });
        }

        return removed;
    }

    /// <summary>Deletes a draft or an archived automation with everything in it.</summary>
    /// <exception cref="ConflictException">It is live.</exception>
    /// <exception cref="ConcurrencyConflictException">It was changed since it was read.</exception>
    public async Task DeleteAsync(Automation automation, CancellationToken cancellationToken)
    {
        automation.EnsureCanDelete();
        await tests.DeleteAsync(automation, cancellationToken);

        // The automation last: a crash in between leaves one that can be deleted again, not rows without one.
        await foreach (var page in journeys.ReadPagesAsync(automation.Key, fromPage: 0, cancellationToken))
        {
            await index.DeleteAsync(
                automation.Key,
                [.. page.Journeys.OfType<Journey>().Select(journey => journey.ContactId)],
                cancellationToken
            );
        }

        await members.ClearAsync(automation.Key, cancellationToken);
        await journeys.DeleteAsync(automation.Key, cancellationToken);
        await inbox.ClearAsync(automation.TenantId, automation.Id, cancellationToken);
        await runs.DeleteAsync(automation.TenantId, automation.Id, cancellationToken);
        await quotas.DeleteAsync(automation.TenantId, QuotaPolicy.ScopeOfTask(automation.Id), cancellationToken);
        await unsubscribes.DeleteAsync(automation.TenantId, automation.Id, cancellationToken);
        await store.DeleteAsync(automation, cancellationToken);
        logger.AutomationChanged(automation.Id, automation.TenantId, "deleted", EnumNames.Of(automation.Status));
    }

    private async Task EnsureRoomAsync(AutomationKey key, bool becomesLive, CancellationToken cancellationToken)
    {
        if (becomesLive && (await store.ReadSubscriptionsAsync(key.TenantId, cancellationToken)).Count >= MostLive)
        {
            throw new ConflictException(
                "tooManyAutomations",
                $"{MostLive} automations are active or paused, as many as may be: archive one that is not needed."
            );
        }
    }

    private async Task<Automation> AddAsync(Automation automation, string change, CancellationToken cancellationToken)
    {
        try
        {
            return await NotifyAsync(await store.AddAsync(secrets.Ensure(automation), cancellationToken), change);
        }
        catch (ConcurrencyConflictException)
        {
            // The same request stored it before, and its process ended before it could answer.
            if (await store.FindAsync(automation.Key, cancellationToken) is not { } stored)
            {
                throw;
            }

            return await NotifyAsync(stored, change);
        }
    }

    private async Task<Automation> StoreAsync(Automation before, Automation automation, string change, CancellationToken cancellationToken)
    {
        var stored = await NotifyAsync(await store.UpdateAsync(secrets.Ensure(automation), cancellationToken), change);
        await SpreadAsync(before, stored);
        return stored;
    }

    private async Task<Automation> RenewAsync(Automation draft, CancellationToken cancellationToken) =>
        draft.Status is AutomationStatus.Draft
            ? draft.Edit(await validator.CheckStartAsync(draft.TenantId, draft.Plan, cancellationToken), time.GetUtcNow())
            : draft;

    // The caller may give what lets contacts enter as soon as it has its answer, and to another process.
    private Task SpreadAsync(Automation before, Automation after) =>
        AutomationFacts.Of(after) is { } wanted && !wanted.IsWithin(AutomationFacts.Of(before))
            ? subscriptions.SpreadAsync()
            : Task.CompletedTask;

    private async Task<Automation> NotifyAsync(Automation automation, string change)
    {
        subscriptions.Changed(automation.TenantId);
        logger.AutomationChanged(automation.Id, automation.TenantId, change, EnumNames.Of(automation.Status));
        try
        {
            // Stored: whether or not the caller still listens, the orchestration must learn of it.
            await notifier.ChangedAsync(automation, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.AutomationNotNotified(automation.Id, EnumNames.Of(automation.Status), e);
        }

        return automation;
    }
}

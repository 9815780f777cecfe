using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Requests;
using CampaignTasks.Application.Telemetry;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Creatives;

/// <summary>The use cases of saved creatives.</summary>
internal sealed class CreativeService(
    ICreativeStore store,
    ITaskStore tasks,
    UnsubscribeLinks links,
    TimeProvider time,
    ILogger<CreativeService> logger
)
{
    // The path of a creative's fields: here they are the request's own.
    private const string Root = "$";
    private const int MostNamed = 10;

    /// <summary>Saves a new creative.</summary>
    /// <exception cref="ValidationException">Something is wrong with it.</exception>
    public async Task<SavedCreative> AddAsync(string tenantId, string id, SavedCreativeRequest request, CancellationToken cancellationToken)
    {
        var errors = new ValidationErrors();
        var name = CheckName(request.Name, errors);
        if (request.Channel is null)
        {
            errors.Add("channel", "The channel is missing: give the one that the creative is for, as in \"email\".");
        }

        var content = CheckContent(request, request.Channel, errors);
        errors.ThrowIfAny();
        var now = time.GetUtcNow();
        var creative = new SavedCreative
        {
            TenantId = tenantId,
            Id = id,
            Name = name!,
            Channel = request.Channel!.Value,
            Content = content!,
            CreatedAt = now,
            UpdatedAt = now,
        };
        try
        {
            creative = await store.AddAsync(creative, cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            // The same request stored it before, and its process ended before it could answer.
            creative = await store.FindAsync(tenantId, id, cancellationToken)
                ?? throw new InvalidOperationException("The creative is gone.");
        }

        logger.CreativeChanged(creative.Id, tenantId, "created", creative.Version);
        return creative;
    }

    /// <summary>
    /// Changes a creative that was read before. Tasks that have started keep the version they have until they are edited.
    /// </summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    /// <exception cref="ValidationException">Something is wrong with the change.</exception>
    public async Task<SavedCreative> ChangeAsync(
        SavedCreative creative,
        Patch<SavedCreativeRequest> change,
        CancellationToken cancellationToken
    )
    {
        var errors = new ValidationErrors();
        var name = change.Has("name") ? CheckName(change.Value.Name, errors) : creative.Name;
        if (change.Has("channel") && change.Value.Channel != creative.Channel)
        {
            errors.Add("channel", "The channel of a creative cannot change: save another one.");
        }

        var content = CheckContent(CreativeChange.Apply(creative.Content, change), creative.Channel, errors);
        errors.ThrowIfAny();
        var changed = await store.UpdateAsync(creative.Edit(name!, content!, time.GetUtcNow()), cancellationToken);
        logger.CreativeChanged(changed.Id, changed.TenantId, "changed", changed.Version);
        return changed;
    }

    /// <summary>Deletes a creative that was read before.</summary>
    /// <exception cref="ConcurrencyConflictException">Somebody changed it in between.</exception>
    /// <exception cref="ConflictException">A task that has not ended uses it.</exception>
    public async Task DeleteAsync(SavedCreative creative, CancellationToken cancellationToken)
    {
        var users = await tasks
            .ReadCreativeUsersAsync(creative.TenantId, creative.Id, creative.Id, cancellationToken)
            .Select(user => user.TaskId)
            .ToListAsync(cancellationToken);
        if (users.Count > 0)
        {
            var named = string.Join(", ", users.Take(MostNamed));
            throw new ConflictException(
                "creativeInUse",
                $"Tasks use this creative: {named}{(users.Count > MostNamed ? $" and {users.Count - MostNamed} more" : "")}. "
                    + "Cancel them, give them another creative, or wait until they end."
            )
            {
                Tasks = users,
            };
        }

        await store.DeleteAsync(creative, cancellationToken);
        logger.CreativeChanged(creative.Id, creative.TenantId, "deleted", creative.Version);
    }

    /// <summary>Counts the tasks that use each creative and have not ended; the creatives are in the order of a list.</summary>
    public async Task<IReadOnlyList<int>> CountUsersAsync(
        string tenantId,
        IReadOnlyList<SavedCreative> creatives,
        CancellationToken cancellationToken
    )
    {
        if (creatives.Count == 0)
        {
            return [];
        }

        var counts = creatives.ToDictionary(creative => creative.Id, _ => 0, StringComparer.Ordinal);
        await foreach (var user in tasks.ReadCreativeUsersAsync(tenantId, creatives[0].Id, creatives[^1].Id, cancellationToken))
        {
            if (counts.TryGetValue(user.CreativeId, out var count))
            {
                counts[user.CreativeId] = count + 1;
            }
        }

        return [.. creatives.Select(creative => counts[creative.Id])];
    }

    private Creative? CheckContent(CreativeRequest request, ChannelKind? channel, ValidationErrors errors)
    {
        var own = new ValidationErrors();
        var given = request.ToCreative(own, Root);

        // A task without a campaign is told when it takes the creative.
        var use = new CreativeUse(HasCampaign: true, links.Exist) { HasData = true };
        var content = channel is { } kind ? CreativeValidator.Check(given, kind, use, Root, own) : null;
        foreach (var (field, messages) in own.ToDictionary())
        {
            foreach (var message in messages)
            {
                errors.Add(field.StartsWith($"{Root}.", StringComparison.Ordinal) ? field[(Root.Length + 1)..] : field, message);
            }
        }

        return content;
    }

    private static string? CheckName(string? name, ValidationErrors errors)
    {
        if (TextRules.IsInvisible(name) || name!.Trim().Length > SavedCreative.LongestName)
        {
            errors.Add("name", $"The name is missing or too long: give 1 to {SavedCreative.LongestName} characters.");
        }

        TextRules.CheckName(name?.Trim(), "name", errors);
        return name?.Trim();
    }
}

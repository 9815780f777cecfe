using CampaignTasks.Application.Consents;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Creatives;

/// <summary>The search for the creatives that tasks name, in their newest versions.</summary>
internal sealed class CreativeResolver(ICreativeStore store, UnsubscribeLinks links)
{
    private const string Unknown = "There is no such creative: list them with GET /api/creatives.";

    /// <summary>Finds what a caller chose; null where nothing was chosen, or something is wrong.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="channel">The channel of the task; null when the caller did not say.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<PlannedCreative>?> ResolveAsync(
        string tenantId,
        ChannelKind? channel,
        CreativeChoice choice,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        (string Field, bool IsGiven)[] given =
        [
            ("creative", choice.Creative is not null),
            ("creativeId", choice.CreativeId is not null),
            ("creatives", choice.Creatives is not null),
        ];
        if (given.Count(one => one.IsGiven) > 1)
        {
            var names = string.Join(" and ", given.Where(one => one.IsGiven).Select(one => one.Field));
            errors.Add(given.Last(one => one.IsGiven).Field, $"The creative is ambiguous: there are {names}; give one of them.");
            return null;
        }

        return choice switch
        {
            { Creative: { } own } => [new PlannedCreative(own.ToCreative(errors))],
            { CreativeId: { } id } => await FindAsync(
                tenantId,
                channel,
                id,
                PlannedCreative.DefaultWeight,
                "creativeId",
                errors,
                cancellationToken
            )
                is { } found
                ? [found]
                : null,
            { Creatives: { } several } => await SeveralAsync(tenantId, channel, several, errors, cancellationToken),
            _ => null,
        };
    }

    /// <summary>
    /// Finds the one creative of a single message, and its channel where the caller did not say; null where something is wrong.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="channel">The channel; null: the saved creative's.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<(PlannedCreative? Creative, ChannelKind? Channel)> ResolveOneAsync(
        string tenantId,
        ChannelKind? channel,
        CreativeChoice choice,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        if (choice is { Creative: null, CreativeId: { } id } && channel is null)
        {
            var saved = await store.FindAsync(tenantId, id, cancellationToken);
            if (saved is null)
            {
                errors.Add("creativeId", Unknown);
            }

            return (saved?.Plan(), saved?.Channel);
        }

        if (choice is { Creative: null, CreativeId: null })
        {
            errors.Add("creative", "The creative is missing: give what to say, as in {\"text\":\"Hello\"}, or a creativeId.");
        }

        return ((await ResolveAsync(tenantId, channel, choice, errors, cancellationToken))?[0], channel);
    }

    /// <summary>
    /// Takes the newest versions of saved creatives into a plan. Content whose creative was deleted stays, and so do the weights.
    /// </summary>
    public async Task<TaskPlan> WithNewestAsync(string tenantId, TaskPlan plan, CancellationToken cancellationToken) =>
        plan with
        {
            Creatives = await NewestAsync(tenantId, plan.Creatives, cancellationToken),
        };

    /// <summary>Finds the newest versions of creatives. Content whose creative was deleted stays, and so do the weights.</summary>
    public async Task<IReadOnlyList<PlannedCreative>> NewestAsync(
        string tenantId,
        IReadOnlyList<PlannedCreative> planned,
        CancellationToken cancellationToken
    )
    {
        var newest = planned.ToArray();
        for (var i = 0; i < newest.Length; i++)
        {
            if (newest[i].Source is { } source && await store.FindAsync(tenantId, source.Id, cancellationToken) is { } saved)
            {
                newest[i] = saved.Version == source.Number ? newest[i] : saved.Plan(newest[i].Weight);
            }
        }

        return newest;
    }

    /// <summary>As <see cref="WithNewestAsync"/>, checked for the task: what it may use depends on its campaign.</summary>
    /// <exception cref="ValidationException">A newer version does not fit the task.</exception>
    public async Task<TaskPlan> WithNewestCheckedAsync(string tenantId, TaskPlan plan, CancellationToken cancellationToken)
    {
        var newest = await WithNewestAsync(tenantId, plan, cancellationToken);
        if (newest == plan)
        {
            return plan;
        }

        var errors = new ValidationErrors();
        var use = new CreativeUse(plan.Campaign is not null, links.Exist);
        var good = PlannedCreatives.Check(newest.Creatives, plan.Channel, use, errors);
        errors.ThrowIfAny();
        return newest with { Creatives = good! };
    }

    private async Task<IReadOnlyList<PlannedCreative>?> SeveralAsync(
        string tenantId,
        ChannelKind? channel,
        List<CreativeShareRequest> several,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        if (several.Count is < 2 or > CreativeShares.Most)
        {
            errors.Add("creatives", $"Give 2 to {CreativeShares.Most} creatives with their weights; a single one is given as creativeId.");
            return null;
        }

        List<PlannedCreative> found = [];
        for (var i = 0; i < several.Count; i++)
        {
            var field = $"creatives[{i}]";
            var weight = several[i].Weight;
            if (weight is not (>= 1 and <= CreativeShares.LargestWeight))
            {
                errors.Add($"{field}.weight", $"Give a whole number from 1 to {CreativeShares.LargestWeight}.");
            }

            if (several[i].CreativeId is not { } id)
            {
                errors.Add($"{field}.creativeId", "The id is missing: give that of a saved creative.");
            }
            else if (several.Take(i).Any(other => other.CreativeId == id))
            {
                errors.Add($"{field}.creativeId", "The creative is named twice: name it once, with the sum of its weights.");
            }
            else if (await FindAsync(tenantId, channel, id, weight ?? 1, $"{field}.creativeId", errors, cancellationToken) is { } creative)
            {
                found.Add(creative);
            }
        }

        return found.Count == several.Count ? found : null;
    }

    private async Task<PlannedCreative?> FindAsync(
        string tenantId,
        ChannelKind? channel,
        string id,
        int weight,
        string field,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        var saved = await store.FindAsync(tenantId, id, cancellationToken);
        if (saved is null)
        {
            errors.Add(field, Unknown);
            return null;
        }

        if (channel is not null && saved.Channel != channel)
        {
            errors.Add(
                field,
                $"This is a creative for {EnumNames.Of(saved.Channel)}, not for {EnumNames.Of(channel.Value)}: name another one."
            );
            return null;
        }

        return saved.Plan(weight);
    }
}

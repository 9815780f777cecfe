using CampaignTasks.App.Tasks;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.App.Audiences;

/// <summary>Reads what callers say of an audience that is no pasted list.</summary>
internal sealed class AudienceTargets(IAudienceStore store)
{
    /// <summary>The audience; null when there is none, or something is wrong with it.</summary>
    public async Task<Audience?> CheckAsync(string tenantId, AudienceRequest? request, string field, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (request is null)
        {
            return null;
        }

        object?[] given = [request.List, request.Buyers, request.AudienceId, request.Segment];
        if (given.Count(one => one is not null) > 1)
        {
            errors.Add(field, "There is more than one audience: give one of list, buyers, audienceId and segment.");
        }

        return request switch
        {
            { AudienceId: { } id } => await CheckSavedAsync(tenantId, id, $"{field}.audienceId", errors, cancellationToken),
            { Buyers: { } buyers } => buyers.ToDefinition().Check($"{field}.buyers", errors) is { } filter ? new Buyers(filter) : null,
            { Segment: { } rule } => await CheckSegmentAsync(tenantId, rule, $"{field}.segment", errors, cancellationToken),
            _ => null,
        };
    }

    /// <summary>The segment, its lists being there; null when something is wrong with it.</summary>
    public async Task<Segment?> CheckSegmentAsync(string tenantId, SegmentRule rule, string field, FieldErrors errors, CancellationToken cancellationToken)
    {
        var faults = errors.Count;
        var good = SegmentCheck.Check(rule, field, errors);
        foreach (var list in good is null ? [] : SegmentCheck.ListsOf(good))
        {
            if (await store.FindAsync(tenantId, list, cancellationToken) is not { IsList: true })
            {
                errors.Add(field, $"There is no list {(list.Length <= 60 ? list : list[..60])}: find lists with GET /api/audiences.");
            }
        }

        return errors.Count == faults ? new Segment(good!) : null;
    }

    private async Task<SavedAudience?> CheckSavedAsync(string tenantId, string id, string field, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(tenantId, id, cancellationToken) is not null)
        {
            return new SavedAudience(id);
        }

        errors.Add(field, "There is no such audience: find audiences with GET /api/audiences.");
        return null;
    }
}

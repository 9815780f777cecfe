using CampaignTasks.Domain;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Audiences;

/// <summary>The check of audiences that are no pasted list.</summary>
internal sealed class AudienceRequestValidator(IAudienceStore store)
{
    private const string Field = "audience";

    /// <summary>Returns the audience; null when there is none, or it is invalid.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="channel">The channel of its messages; null when that is missing.</param>
    /// <param name="request">The requested audience.</param>
    /// <param name="errors">Receives the errors.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<Audience?> CheckAsync(
        string tenantId,
        ChannelKind? channel,
        AudienceRequest? request,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        if (request is null)
        {
            return null;
        }

        object?[] given = [request.List, request.Buyers, request.AudienceId, request.Segment];
        if (given.Count(one => one is not null) > 1)
        {
            errors.Add(Field, "There is more than one audience: give one of list, buyers, audienceId and segment.");
        }

        return request switch
        {
            { AudienceId: { } id } => await CheckSavedAsync(tenantId, channel, id, errors, cancellationToken),
            { Buyers: { } buyers } => buyers.ToDefinition().Check($"{Field}.buyers", errors) is { } filter ? new Buyers(filter) : null,
            { Segment: { } rule } => await CheckSegmentAsync(tenantId, rule, $"{Field}.segment", errors, cancellationToken),
            _ => null,
        };
    }

    /// <summary>The segment, its lists being there; null when something is wrong with it.</summary>
    public async Task<Segment?> CheckSegmentAsync(
        string tenantId,
        SegmentRule rule,
        string field,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        var before = errors.Count;
        var good = SegmentValidator.Check(rule, field, errors);
        foreach (var list in good is null ? [] : SegmentValidator.ListsOf(good))
        {
            if (await store.FindAsync(tenantId, list, cancellationToken) is not { IsList: true })
            {
                var shown = list.Length <= 60 ? list : list[..60];
                errors.Add(field, $"The list {shown} does not exist: find lists with GET /api/audiences.");
            }
        }

        return errors.Count == before ? new Segment(good!) : null;
    }

    private async Task<SavedAudience?> CheckSavedAsync(
        string tenantId,
        ChannelKind? channel,
        string id,
        ValidationErrors errors,
        CancellationToken cancellationToken
    )
    {
        var saved = await store.FindAsync(tenantId, id, cancellationToken);
        if (saved is null)
        {
            errors.Add($"{Field}.audienceId", "The audience does not exist: find audiences with GET /api/audiences.");
            return null;
        }

        if (saved.Rule is AddressList list && channel is { } wanted && wanted != list.Channel)
        {
            var (held, asked) = (EnumNames.Of(list.Channel), EnumNames.Of(wanted));
            errors.Add(
                $"{Field}.audienceId",
                $"The audience holds addresses of the channel {held}, not of {asked}: take {held} as the channel, or upload addresses of {asked}."
            );
            return null;
        }

        return new SavedAudience(id);
    }
}

using CampaignTasks.Domain.Audiences;

namespace CampaignTasks.Application.Audiences;

/// <summary>The source of segments: the rule is evaluated for each contact.</summary>
internal sealed class SegmentSource(PersonStream people, ContactCandidates candidates, TimeProvider time) : IAudienceSource
{
    public bool Reads(Audience audience) => audience is Segment;

    public IAsyncEnumerable<Candidate> ReadAsync(AudienceQuery query, string? position, CancellationToken cancellationToken)
    {
        var rule = (query.Audience as Segment)?.Rule ?? throw new InvalidOperationException("Not a segment.");
        var evaluator = new SegmentEvaluator(time.GetUtcNow(), hints: query.Hints);
        var matching = people
            .ReadAsync(query.TenantId, rule, position, cancellationToken)
            .Where(person => evaluator.Matches(rule, person))
            .Select(person => person.Contact!);
        return candidates.OfContactsAsync(query, matching, cancellationToken);
    }
}

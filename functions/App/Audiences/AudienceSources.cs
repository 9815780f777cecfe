using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Runs;

namespace CampaignTasks.App.Audiences;

/// <summary>Finds the source of an audience.</summary>
internal sealed class AudienceSources(IEnumerable<IAudienceSource> sources)
{
    /// <inheritdoc cref="IAudienceSource.ReadAsync"/>
    public IAsyncEnumerable<Candidate> ReadAsync(AudienceQuery query, string? position, CancellationToken cancellationToken) =>
        (sources.FirstOrDefault(source => source.Reads(query.Audience))
            ?? throw new InvalidOperationException($"Nothing reads an audience of the kind {query.Audience.GetType().Name}."))
        .ReadAsync(query, position, cancellationToken);

    /// <summary>Everybody who would get a message now, each address once.</summary>
    public async IAsyncEnumerable<Recipient> RecipientsAsync(AudienceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new AddressSet(query.Channel);
        await foreach (var candidate in ReadAsync(query, position: null, cancellationToken))
        {
            if (candidate.Recipient is { } recipient && seen.Add(recipient.Address))
            {
                yield return recipient;
            }
        }
    }
}

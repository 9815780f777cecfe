using System.Runtime.CompilerServices;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Planning;

/// <summary>
/// The snapshots of audiences, taken chunk by chunk. Each chunk records the position of its source, so that a repetition goes on there; of
/// two planners at work at once each continues from the other's chunks.
/// </summary>
internal sealed class AudienceSnapshotter(IAudienceSnapshotStore snapshots, ITaskStore tasks, AudienceSources sources)
    : IAudienceSnapshotter
{
    public async Task<Waterfall> CreateAsync(CampaignTask task, Run run, CancellationToken cancellationToken)
    {
        var query = AudienceQuery.From(task, tasks, cancellationToken);
        while (true)
        {
            var seen = new RecipientSet(task.Plan.Channel);
            SnapshotChunk? last = null;
            await foreach (var chunk in snapshots.ReadAsync(run, cancellationToken))
            {
                last = chunk;
                foreach (var recipient in chunk.Recipients)
                {
                    seen.Add(recipient.ContactId, recipient.Address);
                }
            }

            last ??= new SnapshotChunk(-1, [], Position: "", await sources.StartAsync(query, cancellationToken));
            if ((last.IsLast ? last : await ContinueAsync(query, run, last, seen, cancellationToken)) is { } end)
            {
                return end.SoFar;
            }
        }
    }

    public async IAsyncEnumerable<Recipient> ReadAsync(Run run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in snapshots.ReadAsync(run, cancellationToken))
        {
            foreach (var recipient in chunk.Recipients)
            {
                yield return recipient;
            }
        }
    }

    public Task DeleteAsync(Run run, CancellationToken cancellationToken) => snapshots.DeleteAsync(run, cancellationToken);

    /// <summary>Adds chunks after the last one.</summary>
    /// <returns>The last chunk; null when another planner came in between.</returns>
    private async Task<SnapshotChunk?> ContinueAsync(
        AudienceQuery query,
        Run run,
        SnapshotChunk last,
        RecipientSet seen,
        CancellationToken cancellationToken
    )
    {
        var (waterfall, position, characters) = (last.SoFar, last.Position, 0);
        List<Recipient> recipients = [];
        await foreach (var candidate in sources.ReadAsync(query, last.Position is "" ? null : last.Position, cancellationToken))
        {
            var isNew = candidate.Recipient is { } recipient && seen.TryAdd(recipient);
            if (isNew && !SnapshotChunk.HasRoom(recipients.Count, characters, candidate.Recipient!))
            {
                last = new SnapshotChunk(last.Number + 1, [.. recipients], position, waterfall);
                recipients.Clear();
                characters = 0;
                if (!await snapshots.TryAddAsync(run, last, cancellationToken))
                {
                    return null;
                }
            }

            waterfall = waterfall.With(candidate.Loss is ExclusionReason.None && !isNew ? ExclusionReason.Duplicate : candidate.Loss);
            position = candidate.Position;
            if (isNew)
            {
                recipients.Add(candidate.Recipient!);
                characters += candidate.Recipient!.Characters;
            }
        }

        last = new SnapshotChunk(last.Number + 1, recipients, Position: null, waterfall);
        return await snapshots.TryAddAsync(run, last, cancellationToken) ? last : null;
    }
}

using System.Runtime.CompilerServices;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Planning;

/// <summary>
/// Freezes audiences piece by piece. Each piece says where its source stood, so that a repetition goes on there; of two planners at work at
/// once each takes over what the other added.
/// </summary>
internal sealed class AudienceSnapshotter(IAudienceSnapshotStore frozen, ITaskStore tasks, AudienceSources sources) : IAudienceSnapshotter
{
    public async Task<Waterfall> FreezeAsync(CampaignTask task, Run run, CancellationToken cancellationToken)
    {
        var query = AudienceQuery.From(task, tasks, cancellationToken);
        while (true)
        {
            var seen = new AddressSet(task.Plan.Channel);
            SnapshotChunk? last = null;
            await foreach (var piece in frozen.ReadAsync(run, cancellationToken))
            {
                last = piece;
                foreach (var recipient in piece.Recipients)
                {
                    seen.Add(recipient.Address);
                }
            }

            last ??= new SnapshotChunk(-1, [], Position: "", await sources.StartAsync(query, cancellationToken));
            if ((last.IsLast ? last : await GoOnAsync(query, run, last, seen, cancellationToken)) is { } end)
            {
                return end.SoFar;
            }
        }
    }

    public async IAsyncEnumerable<Recipient> ReadAsync(Run run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in frozen.ReadAsync(run, cancellationToken))
        {
            foreach (var recipient in piece.Recipients)
            {
                yield return recipient;
            }
        }
    }

    public Task ForgetAsync(Run run, CancellationToken cancellationToken) => frozen.DeleteAsync(run, cancellationToken);

    /// <summary>Adds pieces behind the last one.</summary>
    /// <returns>The last piece; null when another planner came in between.</returns>
    private async Task<SnapshotChunk?> GoOnAsync(
        AudienceQuery query, Run run, SnapshotChunk last, AddressSet seen, CancellationToken cancellationToken)
    {
        var (waterfall, position, characters) = (last.SoFar, last.Position, 0);
        List<Recipient> recipients = [];
        await foreach (var candidate in sources.ReadAsync(query, last.Position is "" ? null : last.Position, cancellationToken))
        {
            var isNew = candidate.Recipient is { } recipient && seen.Add(recipient.Address);
            if (isNew && !SnapshotChunk.HasRoom(recipients.Count, characters, candidate.Recipient!))
            {
                last = new SnapshotChunk(last.Number + 1, [.. recipients], position, waterfall);
                recipients.Clear();
                characters = 0;
                if (!await frozen.TryAddAsync(run, last, cancellationToken))
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
        return await frozen.TryAddAsync(run, last, cancellationToken) ? last : null;
    }
}

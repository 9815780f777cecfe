using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.App.Audiences;

/// <summary>
/// Freezes audiences piece by piece. Each piece says where its source stood, so that a repetition goes on there; of two planners at work at
/// once each takes over what the other added.
/// </summary>
internal sealed class AudienceReader(IFrozenAudiences frozen, IEnumerable<IAudienceSource> sources) : IAudienceReader
{
    public async Task<Waterfall> FreezeAsync(CampaignTask task, Run run, CancellationToken cancellationToken)
    {
        var source = sources.FirstOrDefault(source => source.Reads(task.Audience))
            ?? throw new InvalidOperationException($"Nothing reads an audience of the kind {task.Audience.GetType().Name}.");
        while (true)
        {
            var seen = new AddressSet(task.Channel);
            var last = new FrozenPiece(-1, [], Position: "", source.Start(task.Audience));
            await foreach (var piece in frozen.ReadAsync(run, cancellationToken))
            {
                last = piece;
                foreach (var recipient in piece.Recipients)
                {
                    seen.Add(recipient.Address);
                }
            }

            if ((last.IsLast ? last : await GoOnAsync(source, task, run, last, seen, cancellationToken)) is { } end)
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
    private async Task<FrozenPiece?> GoOnAsync(
        IAudienceSource source, CampaignTask task, Run run, FrozenPiece last, AddressSet seen, CancellationToken cancellationToken)
    {
        var waterfall = last.SoFar;
        List<Recipient> recipients = [];
        await foreach (var candidate in source.ReadAsync(task, last.Position is "" ? null : last.Position, cancellationToken))
        {
            var isNew = candidate.Recipient is { } recipient && seen.Add(recipient.Address);
            waterfall = waterfall.With(candidate.Loss is Loss.None && !isNew ? Loss.Duplicate : candidate.Loss);
            if (isNew)
            {
                recipients.Add(candidate.Recipient!);
            }

            if (recipients.Count == FrozenPiece.Capacity)
            {
                last = new FrozenPiece(last.Number + 1, [.. recipients], candidate.Position, waterfall);
                recipients.Clear();
                if (!await frozen.TryAddAsync(run, last, cancellationToken))
                {
                    return null;
                }
            }
        }

        last = new FrozenPiece(last.Number + 1, recipients, Position: null, waterfall);
        return await frozen.TryAddAsync(run, last, cancellationToken) ? last : null;
    }
}

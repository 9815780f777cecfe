using System.Runtime.CompilerServices;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Runs;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Audiences;

/// <summary>
/// Freezes audiences piece by piece. Each piece says where its source stood, so that a repetition goes on there; of two planners at work at
/// once each takes over what the other added.
/// </summary>
internal sealed class AudienceReader(IFrozenAudiences frozen, ITaskStore tasks, AudienceSources sources) : IAudienceReader
{
    public async Task<Waterfall> FreezeAsync(CampaignTask task, Run run, CancellationToken cancellationToken)
    {
        var query = AudienceQuery.Of(task, tasks, cancellationToken);
        while (true)
        {
            var seen = new AddressSet(task.Channel);
            FrozenPiece? last = null;
            await foreach (var piece in frozen.ReadAsync(run, cancellationToken))
            {
                last = piece;
                foreach (var recipient in piece.Recipients)
                {
                    seen.Add(recipient.Address);
                }
            }

            last ??= new FrozenPiece(-1, [], Position: "", await sources.StartAsync(query, cancellationToken));
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
    private async Task<FrozenPiece?> GoOnAsync(
        AudienceQuery query, Run run, FrozenPiece last, AddressSet seen, CancellationToken cancellationToken)
    {
        var (waterfall, position, characters) = (last.SoFar, last.Position, 0);
        List<Recipient> recipients = [];
        await foreach (var candidate in sources.ReadAsync(query, last.Position is "" ? null : last.Position, cancellationToken))
        {
            var isNew = candidate.Recipient is { } recipient && seen.Add(recipient.Address);
            if (isNew && !FrozenPiece.HasRoom(recipients.Count, characters, candidate.Recipient!))
            {
                last = new FrozenPiece(last.Number + 1, [.. recipients], position, waterfall);
                recipients.Clear();
                characters = 0;
                if (!await frozen.TryAddAsync(run, last, cancellationToken))
                {
                    return null;
                }
            }

            waterfall = waterfall.With(candidate.Loss is Loss.None && !isNew ? Loss.Duplicate : candidate.Loss);
            position = candidate.Position;
            if (isNew)
            {
                recipients.Add(candidate.Recipient!);
                characters += candidate.Recipient!.Characters;
            }
        }

        last = new FrozenPiece(last.Number + 1, recipients, Position: null, waterfall);
        return await frozen.TryAddAsync(run, last, cancellationToken) ? last : null;
    }
}

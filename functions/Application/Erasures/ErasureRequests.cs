using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Imports;

namespace CampaignTasks.Application.Erasures;

/// <summary>Moves erasures on: from being asked for, by way of a walk, to done. Every step can be repeated.</summary>
internal sealed class ErasureRequests(
    IErasureStore store, ErasureSubjectProtector subjects, ContactEraser eraser, IImportStore imports, TimeProvider time)
{
    /// <summary>Whom one walk looks for at most; others have the next one.</summary>
    private const int MaxPerWalk = 1000;

    private const int NewestImports = 50;

    /// <summary>Erases what is kept of the person by itself, and says so.</summary>
    public async Task<Erasure> EraseOwnDataAsync(Erasure erasure, ErasedPerson person, CancellationToken cancellationToken)
    {
        await eraser.EraseAsync(erasure.TenantId, person, erasure.CreatedAt, cancellationToken);
        return await ChangeAsync(erasure, fresh => fresh.ErasedAt is null ? fresh with { ErasedAt = time.GetUtcNow() } : fresh, cancellationToken);
    }

    /// <summary>Takes every erasure that is not done on a walk; those of a walk that came to no end, too.</summary>
    /// <returns>Whether there are any.</returns>
    public async Task<bool> BeginAsync(ErasureScan walk, CancellationToken cancellationToken)
    {
        var isAny = false;
        foreach (var erasure in await store.ListOpenAsync(walk.TenantId, MaxPerWalk, cancellationToken))
        {
            if (subjects.TryOpen(erasure) is not { } person)
            {
                // It stays open and seen, and holds up no other.
                continue;
            }

            isAny = true;
            var erased = erasure.ErasedAt is null ? await EraseOwnDataAsync(erasure, person, cancellationToken) : erasure;
            await ChangeAsync(erased, fresh => fresh with { Walk = walk.WalkId, RunsLeft = null }, cancellationToken);
        }

        return isAny;
    }

    /// <summary>The people a walk looks for.</summary>
    public async Task<ErasedPeople> PeopleAsync(ErasureScan walk, CancellationToken cancellationToken) =>
        new([.. (await OnAsync(walk, cancellationToken)).Select(erasure => (erasure, subjects.Open(erasure)))]);

    /// <summary>
    /// Writes down how a round ended. With no runs left and no file that may bring them back, the erasures are done, and whom they were about is
    /// forgotten.
    /// </summary>
    /// <returns>Whether they are done.</returns>
    public async Task<bool> EndAsync(ErasureScan walk, CancellationToken cancellationToken)
    {
        var erasures = await OnAsync(walk, cancellationToken);
        var isDone = walk.RunsLeft is 0 && !await MayComeBackAsync(walk.TenantId, erasures, cancellationToken);
        foreach (var erasure in erasures)
        {
            if (isDone)
            {
                await eraser.EraseLateTouchesAsync(walk.TenantId, subjects.Open(erasure), cancellationToken);
            }

            await ChangeAsync(erasure, fresh => isDone ? fresh.Complete(time.GetUtcNow()) : fresh with { RunsLeft = walk.RunsLeft }, cancellationToken);
        }

        return isDone;
    }

    // An import runs for minutes: what is left running is among the newest.
    private async Task<bool> MayComeBackAsync(string tenantId, List<Erasure> erasures, CancellationToken cancellationToken) =>
        (await imports.ListAsync(tenantId, NewestImports, cursor: null, cancellationToken)).Items.Any(
            job => erasures.Exists(erasure => erasure.ErasedAt is { } erasedAt && job.MayTellOf(erasedAt)));

    // A walk takes the oldest. One that an older one should push out of them is not done by this walk, and taken by the next.
    private async Task<List<Erasure>> OnAsync(ErasureScan walk, CancellationToken cancellationToken) =>
        [.. (await store.ListOpenAsync(walk.TenantId, MaxPerWalk, cancellationToken)).Where(erasure => erasure.Walk == walk.WalkId)];

    private async Task<Erasure> ChangeAsync(Erasure erasure, Func<Erasure, Erasure> change, CancellationToken cancellationToken)
    {
        var changed = erasure;
        await ConflictRetry.RetryAsync(async () =>
        {
            var fresh = await store.FindAsync(erasure.TenantId, erasure.Id, cancellationToken) ?? throw new InvalidOperationException($"Erasure {erasure.Id} is gone.");
            var wanted = fresh.CompletedAt is null ? change(fresh) : fresh;
            changed = wanted == fresh ? fresh : await store.UpdateAsync(wanted, cancellationToken);
        });
        return changed;
    }
}

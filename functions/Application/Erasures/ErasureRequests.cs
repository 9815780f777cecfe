using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Resilience;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Erasures;
using CampaignTasks.Domain.Imports;

namespace CampaignTasks.Application.Erasures;

/// <summary>The steps of stored erasures: from request through a scan to completion. Every step can be repeated.</summary>
internal sealed class ErasureRequests(
    IErasureStore store,
    ErasureSubjectProtector subjects,
    ContactEraser eraser,
    IImportStore imports,
    TimeProvider time
)
{
    /// <summary>The most erasures in one scan; the rest have the next one.</summary>
    private const int MaxPerScan = 1000;

    private const int NewestImports = 50;

    /// <summary>Erases the person's own data and records it on the erasure.</summary>
    public async Task<Erasure> EraseOwnDataAsync(Erasure erasure, ErasedPerson person, CancellationToken cancellationToken)
    {
        await eraser.EraseAsync(erasure.TenantId, person, erasure.CreatedAt, cancellationToken);
        return await ChangeAsync(
            erasure,
            fresh => fresh.ErasedAt is null ? fresh with { ErasedAt = time.GetUtcNow() } : fresh,
            cancellationToken
        );
    }

    /// <summary>Adds open erasures to a scan, those of an interrupted scan included.</summary>
    /// <returns>Whether there are any.</returns>
    public async Task<bool> BeginAsync(ErasureScan scan, CancellationToken cancellationToken)
    {
        var isAny = false;
        foreach (var erasure in await store.ListOpenAsync(scan.TenantId, MaxPerScan, cancellationToken))
        {
            if (subjects.TryUnprotect(erasure) is not { } person)
            {
                // It stays open and visible, and does not delay others.
                continue;
            }

            isAny = true;
            var erased = erasure.ErasedAt is null ? await EraseOwnDataAsync(erasure, person, cancellationToken) : erasure;
            await ChangeAsync(erased, fresh => fresh with { ScanId = scan.ScanId, RunsLeft = null }, cancellationToken);
        }

        return isAny;
    }

    /// <summary>Returns the people in a scan.</summary>
    public async Task<ErasedPeople> PeopleAsync(ErasureScan scan, CancellationToken cancellationToken) =>
        new([.. (await InScanAsync(scan, cancellationToken)).Select(erasure => (erasure, subjects.Unprotect(erasure)))]);

    /// <summary>
    /// Records the end of a round. With no runs left and no import that may store the people again, the erasures are done and their
    /// subjects are deleted.
    /// </summary>
    /// <returns>Whether they are done.</returns>
    public async Task<bool> EndAsync(ErasureScan scan, CancellationToken cancellationToken)
    {
        var erasures = await InScanAsync(scan, cancellationToken);
        var isDone = scan.RunsLeft is 0 && !await MayBeStoredAgainAsync(scan.TenantId, erasures, cancellationToken);
        foreach (var erasure in erasures)
        {
            if (isDone)
            {
                await eraser.EraseLateTracesAsync(scan.TenantId, subjects.Unprotect(erasure), cancellationToken);
            }

            await ChangeAsync(
                erasure,
                fresh => isDone ? fresh.Complete(time.GetUtcNow()) : fresh with { RunsLeft = scan.RunsLeft },
                cancellationToken
            );
        }

        return isDone;
    }

    // An import runs for minutes: those still running are among the newest.
    private async Task<bool> MayBeStoredAgainAsync(string tenantId, List<Erasure> erasures, CancellationToken cancellationToken) =>
        (await imports.ListAsync(tenantId, NewestImports, cursor: null, cancellationToken)).Items.Any(job =>
            erasures.Exists(erasure => erasure.ErasedAt is { } erasedAt && job.MayContain(erasedAt))
        );

    // A scan takes the oldest. An erasure displaced by an older one is left to the next scan.
    private async Task<List<Erasure>> InScanAsync(ErasureScan scan, CancellationToken cancellationToken) =>
        [.. (await store.ListOpenAsync(scan.TenantId, MaxPerScan, cancellationToken)).Where(erasure => erasure.ScanId == scan.ScanId)];

    private async Task<Erasure> ChangeAsync(Erasure erasure, Func<Erasure, Erasure> change, CancellationToken cancellationToken)
    {
        var changed = erasure;
        await ConflictRetry.RetryAsync(async () =>
        {
            var fresh = await store.FindAsync(erasure.TenantId, erasure.Id, cancellationToken)
                ?? throw new InvalidOperationException($"Erasure {erasure.Id} does not exist.");
            var wanted = fresh.CompletedAt is null ? change(fresh) : fresh;
            changed = wanted == fresh ? fresh : await store.UpdateAsync(wanted, cancellationToken);
        });
        return changed;
    }
}

using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Storage.Connection;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Scheduling;

/// <summary>
/// Ownership through the lease of a blob: the owner renews it, and the others try to acquire it. A process that dies loses it after fifteen
/// seconds.
/// </summary>
internal sealed class SchedulerLease(
    StorageAccount account,
    IOptions<AppOptions> options,
    TimeProvider time,
    ILogger<SchedulerLease> logger
) : BackgroundService, ISchedulerLease
{
    // The shortest duration of a blob lease.
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(5);

    // A process that did not renew for this long no longer owns, whatever it believes.
    private static readonly TimeSpan Trust = Duration - RenewInterval;

    private readonly BlobClient _blob = BlobOf(account, options.Value.HubName);
    private readonly BlobLeaseClient _lease = BlobOf(account, options.Value.HubName).GetBlobLeaseClient();
    private readonly Lock _lock = new();
    private long _term;
    private DateTimeOffset _ownedUntil;

    public long? Term
    {
        get
        {
            lock (_lock)
            {
                return time.GetUtcNow() < _ownedUntil ? _term : null;
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (Term is not null)
        {
            Lose();
            await TryAsync(() => _lease.ReleaseAsync(cancellationToken: cancellationToken));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var asked = time.GetUtcNow();
            if (await TryAsync(() => Term is null ? AcquireAsync(stoppingToken) : _lease.RenewAsync(cancellationToken: stoppingToken)))
            {
                Own(asked + Trust);
            }

            await Task.Delay(RenewInterval, time, stoppingToken);
        }
    }

    private static BlobClient BlobOf(StorageAccount account, string hub) =>
        account.NewBlobs().GetBlobContainerClient($"{hub.ToLowerInvariant()}-scheduler").GetBlobClient("owner");

    private async Task AcquireAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _lease.AcquireAsync(Duration, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404)
        {
            await CreateAsync(cancellationToken);
            await _lease.AcquireAsync(Duration, cancellationToken: cancellationToken);
        }
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        await _blob.GetParentBlobContainerClient().CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        try
        {
            await _blob.UploadAsync(
                BinaryData.Empty,
                new BlobUploadOptions { Conditions = new() { IfNoneMatch = ETag.All } },
                cancellationToken
            );
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // Another process created it.
        }
    }

    private void Own(DateTimeOffset until)
    {
        lock (_lock)
        {
            if (time.GetUtcNow() >= _ownedUntil)
            {
                _term++;
            }

            _ownedUntil = until;
        }
    }

    private void Lose()
    {
        lock (_lock)
        {
            _ownedUntil = default;
        }
    }

    /// <returns>False when another process owns, or storage does not answer.</returns>
    private async Task<bool> TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            Lose();
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LeaseUncertain(e);
            return false;
        }
    }
}

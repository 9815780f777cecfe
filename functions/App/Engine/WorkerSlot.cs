using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Storage.Connection;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Engine;

/// <summary>
/// The name of this process among those of the hub: the machine's name with the lowest number that no live process of this machine has. A
/// process that is started again after a crash gets its former name, and immediately the partitions it owned. Two live processes never
/// share a name, because both would own the same partitions.
/// </summary>
internal sealed class WorkerSlot : IDisposable
{
    private const int Slots = 256;

    private readonly FileStream _lock;

    public WorkerSlot(StorageAccount account, IOptions<AppOptions> options)
        : this(Path.GetTempPath(), $"{account.TableEndpoint}|{options.Value.HubName}") { }

    /// <param name="folder">Where processes of this machine meet.</param>
    /// <param name="hub">What tells the hub from all others.</param>
    internal WorkerSlot(string folder, string hub)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hub)))[..16];
        for (var slot = 0; slot < Slots; slot++)
        {
            if (TryLock(Path.Combine(folder, $"campaigntasks-{name}-{slot}.lock")) is { } held)
            {
                (_lock, WorkerId) = (held, $"{Environment.MachineName}-{slot}");
                return;
            }
        }

        throw new InvalidOperationException($"{Slots} processes of this machine work for the hub already: end some.");
    }

    /// <summary>The name; stable for a slot, and unique among live processes as long as machine names are unique.</summary>
    public string WorkerId { get; }

    public void Dispose() => _lock.Dispose();

    // The operating system releases the lock when its holder dies.
    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }
}

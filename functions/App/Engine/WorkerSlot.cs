using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Storage.Connection;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Engine;

/// <summary>
/// This process' name among those of the hub: the machine's, with the lowest number that no living process of this machine has. A process
/// that is started again after a crash gets the name it had, and with it at once the partitions it owned; two that live never share one,
/// for both would own the same.
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

    /// <summary>The name; stable for a slot, and unique among living processes as long as machines' names are.</summary>
    public string WorkerId { get; }

    public void Dispose() => _lock.Dispose();

    // The operating system lets go of the lock when its holder dies.
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

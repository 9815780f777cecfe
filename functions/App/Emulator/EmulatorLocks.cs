namespace CampaignTasks.App.Emulator;

/// <summary>
/// Two locks in the data folder, held by the operating system and so released when their holder dies: one for the process that starts or
/// stops the emulator, one shared by all that use it, so that the last one stops it.
/// </summary>
internal sealed class EmulatorLocks(string folder, TimeProvider time)
{
    // An installation of the emulator on a slow line takes minutes.
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private string UsersPath => Path.Combine(folder, "azurite.users");

    /// <summary>Waits for the right to start or stop the emulator.</summary>
    /// <exception cref="TimeoutException">Another process kept it for five minutes.</exception>
    public async Task<IDisposable> ChangeAsync(CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + MaxWait;
        while (true)
        {
            if (TryOpen(Path.Combine(folder, "azurite.change"), FileAccess.ReadWrite, FileShare.None) is { } held)
            {
                return held;
            }

            if (time.GetUtcNow() > deadline)
            {
                throw new TimeoutException(
                    $"Another process has been starting or stopping the storage emulator in {folder} for {MaxWait.TotalMinutes} minutes."
                );
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    /// <summary>Registers this process as a user until disposed. Call it while holding the lock of <see cref="ChangeAsync"/>.</summary>
    public IDisposable Use()
    {
        File.Open(UsersPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        return TryOpen(UsersPath, FileAccess.Read, FileShare.Read)
            ?? throw new IOException($"{UsersPath} is locked although nobody changes the emulator.");
    }

    /// <summary>
    /// Returns true when another process uses the emulator. Call it while holding the lock of <see cref="ChangeAsync"/>, after disposing
    /// what <see cref="Use"/> returned.
    /// </summary>
    public bool IsUsed()
    {
        using var alone = TryOpen(UsersPath, FileAccess.ReadWrite, FileShare.None);
        return alone is null;
    }

    private static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, access, share);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }
}

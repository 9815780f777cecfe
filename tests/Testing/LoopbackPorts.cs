using System.Net;
using System.Net.Sockets;

namespace CampaignTasks.Testing;

/// <summary>
/// Ports for processes that tests start. They lie below the ranges from which systems take ports for outgoing connections (Linux from
/// 32768, Windows and macOS from 49152), so that no connection takes one before the process listens there.
/// </summary>
public static class LoopbackPorts
{
    private const int First = 10_000;
    private const int End = 32_000;

    private static int next = Random.Shared.Next(First, End);

    /// <summary>Takes ports that are free. A test process takes none of them again.</summary>
    /// <param name="count">How many.</param>
    public static int[] Take(int count) => [.. Candidates().Where(IsFree).Take(count)];

    private static IEnumerable<int> Candidates()
    {
        while (true)
        {
            yield return First + (int)((uint)Interlocked.Increment(ref next) % (End - First));
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

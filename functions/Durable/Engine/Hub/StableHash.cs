using System.Text;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>FNV-1a, 64 bit: the same in every process and for ever, which <see cref="string.GetHashCode()"/> is not. Stored by <see cref="SeenSenders"/>.</summary>
internal static class StableHash
{
    public static ulong Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ b) * 1099511628211UL);
        return hash;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Domain.Addresses;

namespace CampaignTasks.Domain.Creatives;

/// <summary>The distribution of a task's recipients over its creatives.</summary>
/// <remarks>
/// The first eight bytes of SHA-256 over the task's id, a line feed and the recipient's identity are a position between 0 and the sum of
/// the weights. Creatives stand along it in the order of their ids. So the choice depends on nothing but task, recipient and weights:
/// neither restarts, nor other edits, nor the order in which creatives are named change it.
/// </remarks>
public static class CreativeShares
{
    /// <summary>The most creatives of one task.</summary>
    public const int Most = 10;

    /// <summary>The greatest weight.</summary>
    public const int LargestWeight = 1000;

    /// <summary>Chooses the creative of a recipient.</summary>
    /// <param name="creatives">The creatives of the task; at least one.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="channel">The channel of the address.</param>
    /// <param name="contactId">The contact; null for an address that leads to none.</param>
    /// <param name="address">The address.</param>
    public static PlannedCreative Choose(
        IReadOnlyList<PlannedCreative> creatives,
        string taskId,
        ChannelKind channel,
        string? contactId,
        string address
    )
    {
        if (creatives is [var only])
        {
            return only;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{taskId}\n{RecipientIdentity.KeyOf(contactId, channel, address)}"), hash);
        var sum = creatives.Sum(creative => creative.Weight);
        var position = (int)(((UInt128)BinaryPrimitives.ReadUInt64BigEndian(hash) * (uint)sum) >> 64);
        foreach (var creative in creatives.OrderBy(creative => creative.Source?.Id, StringComparer.Ordinal))
        {
            position -= creative.Weight;
            if (position < 0)
            {
                return creative;
            }
        }

        throw new InvalidOperationException("A position lies below the sum of the weights.");
    }
}

using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Audiences;

/// <summary>
/// Addresses that came as a file. They are stored in pieces beside a saved audience, which alone may be of this kind, and never change.
/// </summary>
/// <param name="Channel">The channel they are addresses of.</param>
/// <param name="Size">Distinct addresses.</param>
/// <param name="Duplicates">Lines that repeated an earlier address.</param>
public sealed record AddressList(ChannelKind Channel, int Size, int Duplicates) : Audience
{
    /// <summary>The most addresses a list may hold after folding.</summary>
    public const int Largest = 1_000_000;

    /// <summary>Addresses in each piece but the last.</summary>
    public const int PieceSize = 5_000;

    /// <summary>How many pieces there are.</summary>
    [JsonIgnore]
    public int Pieces => (Size + PieceSize - 1) / PieceSize;
}

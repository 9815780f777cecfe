using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Audiences;

/// <summary>
/// A list of addresses that was uploaded as a file. Only a saved audience may be of this kind. The addresses are stored in chunks next to
/// it and never change.
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

    /// <summary>The number of chunks.</summary>
    [JsonIgnore]
    public int Pieces => (Size + PieceSize - 1) / PieceSize;
}

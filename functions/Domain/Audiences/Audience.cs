using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Audiences;

/// <summary>Whom a task reaches. The addresses of a pasted list are stored beside the task, not in it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PastedList), "list")]
[JsonDerivedType(typeof(Buyers), "buyers")]
[JsonDerivedType(typeof(Segment), "segment")]
[JsonDerivedType(typeof(SavedAudience), "saved")]
public abstract record Audience
{
    private protected Audience() { }
}

/// <summary>A pasted list after parsing.</summary>
/// <param name="Version">Names the stored addresses: an edited list is a new version.</param>
/// <param name="Size">Distinct addresses.</param>
/// <param name="Duplicates">Lines that repeated an earlier address.</param>
public sealed record PastedList(int Version, int Size, int Duplicates) : Audience;

/// <summary>Contacts by their sales history.</summary>
public sealed record Buyers(BuyersFilter Filter) : Audience;

/// <summary>Contacts for whom a rule holds.</summary>
public sealed record Segment(SegmentRule Rule) : Audience;

/// <summary>An audience that is kept apart from tasks; what it says when a run is launched counts.</summary>
public sealed record SavedAudience(string AudienceId) : Audience;

using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Audiences;

/// <summary>Whom a task reaches. The addresses themselves are stored beside the task, not in it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PastedList), "list")]
public abstract record Audience
{
    private protected Audience() { }
}

/// <summary>A pasted list after parsing.</summary>
/// <param name="Version">Names the stored addresses: an edited list is a new version.</param>
/// <param name="Size">Distinct addresses.</param>
/// <param name="Duplicates">Lines that repeated an earlier address.</param>
public sealed record PastedList(int Version, int Size, int Duplicates) : Audience;

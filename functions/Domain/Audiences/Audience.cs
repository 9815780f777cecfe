using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Audiences;

/// <summary>The audience of a task. The addresses of a pasted list are stored next to the task, not in it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PastedList), "list")]
[JsonDerivedType(typeof(Buyers), "buyers")]
[JsonDerivedType(typeof(Segment), "segment")]
[JsonDerivedType(typeof(AddressList), "addresses")]
[JsonDerivedType(typeof(SavedAudience), "saved")]
public abstract record Audience
{
    private protected Audience() { }
}

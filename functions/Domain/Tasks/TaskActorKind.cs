using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>The kind of an actor: a person's key or the service itself.</summary>
[JsonConverter(typeof(EnumNameConverter<TaskActorKind>))]
public enum TaskActorKind
{
    /// <summary>A request with an API key.</summary>
    Key,

    /// <summary>The service itself.</summary>
    Service,
}

using System.Text.Json.Serialization;

namespace CampaignTasks.Storage.Automations;

/// <summary>The JSON of columns beside automations. A wire format: add optional members, never rename.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(StoredSubscription))]
internal sealed partial class AutomationJson : JsonSerializerContext;

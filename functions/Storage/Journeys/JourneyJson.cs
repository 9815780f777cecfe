using System.Text.Json.Serialization;

namespace CampaignTasks.Storage.Journeys;

/// <summary>The JSON of journeys as they are stored. A wire format: add optional members, never rename.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(StoredJourneys))]
internal sealed partial class JourneyJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace CampaignTasks.Api.Http;

/// <summary>Answers that no feature owns.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class HttpJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace CampaignTasks.Api.Http;

/// <summary>The JSON of responses that belong to no feature.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class HttpJson : JsonSerializerContext;

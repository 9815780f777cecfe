using System.Text.Json.Serialization;

namespace CampaignTasks.Storage.Quotas;

/// <summary>The stored form of quotas. A wire format: add optional members, never rename.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(StoredQuota))]
internal sealed partial class QuotaJson : JsonSerializerContext;

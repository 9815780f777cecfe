using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Audiences;

/// <summary>The JSON by which rules are compared.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SegmentRule))]
internal sealed partial class SegmentRuleJson : JsonSerializerContext
{
    internal static string Hash(SegmentRule rule) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(rule, Default.SegmentRule)));
}

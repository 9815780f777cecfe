using System.Text.Json.Serialization;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Application.Erasures;

/// <summary>How subjects are written before they are sealed. A wire format: add optional members, never rename.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErasedPerson))]
internal sealed partial class ErasureJson : JsonSerializerContext;

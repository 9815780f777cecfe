using System.Text.Json.Serialization;
using CampaignTasks.Application.Contacts;
using CampaignTasks.Application.Events;
using CampaignTasks.Application.Orders;

namespace CampaignTasks.Application.Imports;

/// <summary>The JSON format of an import's records, the same as that of single requests to the API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(ContactRequest))]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(EventRequest))]
internal sealed partial class ImportJson : JsonSerializerContext;

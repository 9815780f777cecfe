using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CampaignTasks.Domain.Contacts;

namespace CampaignTasks.Api.Contacts;

/// <summary>The JSON of a contact's attributes in a cell.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, AttributeValue>), TypeInfoPropertyName = "Attributes")]
internal sealed partial class AttributeJson : JsonSerializerContext
{
    /// <summary>Gets the format of the API: texts stay readable.</summary>
    public static AttributeJson Readable { get; } =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

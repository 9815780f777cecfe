using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.Application.SingleMessages;

/// <summary>The JSON of the data of single messages.</summary>
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class SingleMessageJson : JsonSerializerContext
{
    /// <summary>The data of a message without any.</summary>
    public static readonly JsonElement NoData = System.Text.Json.JsonElement.Parse("{}");
}

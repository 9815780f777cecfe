using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Tasks;

/// <summary>Writes a <see cref="RunId"/> as its twelve characters.</summary>
public sealed class RunIdConverter : JsonConverter<RunId>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is no run id.</exception>
    public override RunId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && RunId.TryParse(reader.GetString(), out var id)
            ? id
            : throw new JsonException("A run id is twelve characters of base 32.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RunId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

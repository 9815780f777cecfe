using System.Text.Json;
using System.Text.Json.Serialization;

namespace CampaignTasks.Domain.Messages;

/// <summary>A converter that writes a <see cref="MessageId"/> as its UUID.</summary>
public sealed class MessageIdConverter : JsonConverter<MessageId>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is not a message id.</exception>
    public override MessageId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && MessageId.TryParse(reader.GetString(), out var id)
            ? id
            : throw new JsonException("A message id is a UUID that this service made.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MessageId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToGuid());
}

using System.Text.Json;

namespace CampaignTasks.Domain.Time;

/// <summary>The steps of reading lists and texts.</summary>
internal static class JsonLists
{
    /// <exception cref="JsonException">No list begins here.</exception>
    public static void Enter(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new JsonException("A list is expected here.");
        }
    }

    /// <exception cref="JsonException">No text stands here.</exception>
    public static string Text(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String ? reader.GetString()! : throw new JsonException("A text is expected here.");
}

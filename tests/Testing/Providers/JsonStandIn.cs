using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CampaignTasks.Testing.Providers;

/// <summary>A provider that answers in JSON, with the messages that it took.</summary>
public abstract class JsonStandIn : StandInServer
{
    private readonly ConcurrentQueue<TakenMessage> _messages = [];
    private int _ids;

    private protected JsonStandIn(TimeProvider? time)
        : base(time ?? TimeProvider.System) { }

    /// <summary>The messages taken, in their order; a repeat with the same key is the same message.</summary>
    public IReadOnlyCollection<TakenMessage> Messages => _messages;

    /// <summary>The address for the setting <c>baseUrl</c>.</summary>
    public string BaseUrl => Address.ToString().TrimEnd('/');

    private protected override string UnauthenticCode => "401";

    private protected override object Take(Arrival arrival)
    {
        if (arrival.Key is { } key && _messages.FirstOrDefault(message => message.Id == key.ToString("N")) is { } before)
        {
            return before;
        }

        var id = arrival.Key?.ToString("N") ?? Interlocked.Increment(ref _ids).ToString(CultureInfo.InvariantCulture);
        var taken = new TakenMessage(id, arrival.To, null, 1);
        _messages.Enqueue(taken);
        return taken;
    }

    private protected static Task WriteAsync(HttpContext context, int status, JsonNode body)
    {
        var text = body.ToJsonString();
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(text);
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>Reads a body of JSON; null when it is none, or its type is not said.</summary>
    private protected static JsonObject? Json(HttpContext context, ReadOnlyMemory<byte> body)
    {
        try
        {
            return context.Request.ContentType is "application/json" ? JsonNode.Parse(body.Span) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>True for an object with these members at most, and the required ones of them.</summary>
    private protected static bool HasOnly(JsonNode? node, string[] required, params string[] optional) =>
        node is JsonObject members
        && required.All(members.ContainsKey)
        && members.All(member => required.Contains(member.Key) || optional.Contains(member.Key));
}

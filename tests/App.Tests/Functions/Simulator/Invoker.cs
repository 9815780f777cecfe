using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CampaignTasks.App.Tests.Functions.Edge;

namespace CampaignTasks.App.Tests.Functions.Simulator;

/// <summary>An invocation failed; the message is what the host would have.</summary>
internal sealed class InvocationException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Calls functions in the host's own encoding and takes only answers that the host takes.</summary>
internal sealed class Invoker(Func<Task<Uri>> handler) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(11) };
    private readonly List<string> _hangs = [];

    /// <summary>Answers on which the host would have waited until the function's time was over.</summary>
    public IReadOnlyList<string> Hangs
    {
        get
        {
            lock (_hangs)
            {
                return [.. _hangs];
            }
        }
    }

    /// <summary>Told each function's name when the call is about to go out to the process that is there.</summary>
    public Action<string> OnCall { get; set; } = _ => { };

    /// <summary>A value as the host writes it: objects as they are, everything else as JSON text in a string.</summary>
    public static JsonNode Encode(JsonNode? value) => value is JsonObject plain ? plain.DeepClone() : JsonValue.Create(value is JsonValue text && text.TryGetValue<string>(out var words)
        ? HandlerSite.Quoted(words)
        : value?.ToJsonString() ?? "null");

    /// <returns>The ReturnValue, or null.</returns>
    public async Task<JsonNode?> InvokeAsync(string function, JsonObject data, JsonObject metadata)
    {
        metadata["sys"] = new JsonObject { ["MethodName"] = function, ["UtcNow"] = "2026-11-25T10:00:00Z", ["RandGuid"] = Encode(Guid.NewGuid().ToString()) };
        var body = new JsonObject { ["Data"] = data, ["Metadata"] = metadata };
        var address = await handler();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, function))
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        request.Headers.Add("X-Azure-Functions-HostVersion", "4.1037.0");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Azure-Functions-Host", "4.1037.0"));
        try
        {
            OnCall(function);
            using var answer = await _http.SendAsync(request);
            return await ReadAsync(function, answer);
        }
        catch (HttpRequestException e)
        {
            throw new InvocationException(e.Message, e);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> ReadAsync(string function, HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvocationException($"Response status code does not indicate success: {(int)answer.StatusCode} ({answer.ReasonPhrase}).");
        }

        var text = await answer.Content.ReadAsStringAsync();
        if (text.Length == 0 || text is "null")
        {
            lock (_hangs)
            {
                _hangs.Add(function);
            }

            throw new InvocationException($"{function} hangs until functionTimeout: its answer is empty.");
        }

        if (answer.Content.Headers.ContentType?.MediaType is not ("application/json" or "text/json"))
        {
            throw new InvocationException($"No formatter reads {answer.Content.Headers.ContentType}.");
        }

        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 256 }) is JsonObject reply
                ? reply.FirstOrDefault(member => member.Key.Equals("ReturnValue", StringComparison.OrdinalIgnoreCase)).Value
                : throw new InvocationException($"Invalid HttpResponseMessage: {text}");
        }
        catch (JsonException e)
        {
            throw new InvocationException($"Invalid HttpResponseMessage: {text}", e);
        }
    }
}

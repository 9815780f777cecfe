using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CampaignTasks.Testing.Providers;

/// <summary>A gateway with the request shapes of WAHA: <c>sendText</c> and the state of a session.</summary>
public sealed class WahaStandIn : JsonStandIn
{
    private WahaStandIn(TimeProvider? time)
        : base(time) { }

    /// <summary>The API key.</summary>
    public string Key { get; } = "not-a-real-key";

    /// <summary>The state of the session.</summary>
    public string Status { get; set; } = "WORKING";

    /// <summary>Starts one.</summary>
    public static async Task<WahaStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new WahaStandIn(time);
        await server.ListenAsync(0);
        return server;
    }

    /// <summary>The settings of an account that sends through this server.</summary>
    public Dictionary<string, string> Settings() => new() { ["baseUrl"] = BaseUrl, ["apiKey"] = Key };

    private protected override async Task<Arrival?> ReadAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var request = context.Request;
        var isAuthentic = request.Headers["X-Api-Key"] == Key;
        if (request.Path == "/api/sessions/default")
        {
            await (
                isAuthentic
                    ? WriteAsync(
                        context,
                        200,
                        new JsonObject
                        {
                            ["name"] = "default",
                            ["status"] = Status,
                            ["me"] = new JsonObject { ["pushName"] = "Acme" },
                        }
                    )
                    : RefuseAsync(context, 401, "Unauthorized", "Unauthorized")
            );
            return null;
        }

        var message = Json(context, body);
        if (
            request.Method != "POST"
            || request.Path != "/api/sendText"
            || !HasOnly(message, ["session", "chatId", "text"])
            || (string?)message!["chatId"] is not { } chat
            || !chat.EndsWith("@c.us", StringComparison.Ordinal)
        )
        {
            await RefuseAsync(context, 400, "Bad Request", "chatId is missing");
            return null;
        }

        return new Arrival(chat[..^5], null, isAuthentic);
    }

    private protected override Task AnswerAsync(HttpContext context, Arrival arrival, object taken) =>
        WriteAsync(context, 201, new JsonObject { ["id"] = $"true_{arrival.To}@c.us_3EB{((TakenMessage)taken).Id}" });

    private protected override Task RefuseAsync(HttpContext context, int status, string code, string message) =>
        WriteAsync(
            context,
            status,
            new JsonObject
            {
                ["statusCode"] = status,
                ["error"] = message,
                ["message"] = message,
            }
        );
}

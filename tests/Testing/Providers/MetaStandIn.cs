using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace CampaignTasks.Testing.Providers;

/// <summary>
/// Meta's Graph API v23.0: WhatsApp's messages as its published schema requires them, Instagram's messages, and the accounts of both.
/// </summary>
public sealed class MetaStandIn : JsonStandIn
{
    private MetaStandIn(TimeProvider? time)
        : base(time) { }

    /// <summary>The account's token.</summary>
    public string Token { get; } = "EAA-not-a-real-token-0000";

    /// <summary>The app's secret: the key of webhook calls' signatures.</summary>
    public string AppSecret { get; } = "app-secret-0123456789abcdef";

    /// <summary>The id of the phone number, or of the Instagram account.</summary>
    public string AccountId { get; } = "106540352242922";

    /// <summary>Starts one.</summary>
    public static async Task<MetaStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new MetaStandIn(time);
        await server.ListenAsync(0);
        return server;
    }

    /// <summary>The settings of an account that sends WhatsApp messages through this server.</summary>
    public Dictionary<string, string> WhatsappSettings() =>
        new()
        {
            ["phoneNumberId"] = AccountId,
            ["accessToken"] = Token,
            ["appSecret"] = AppSecret,
            ["baseUrl"] = BaseUrl,
        };

    /// <summary>The settings of an account that sends Instagram messages through this server.</summary>
    public Dictionary<string, string> InstagramSettings() =>
        new()
        {
            ["instagramId"] = AccountId,
            ["accessToken"] = Token,
            ["appSecret"] = AppSecret,
            ["baseUrl"] = BaseUrl,
        };

    /// <summary>Signs the body of a webhook call.</summary>
    public string Sign(ReadOnlySpan<byte> body) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), body))}";

    private protected override string UnauthenticCode => "190";

    private protected override async Task<Arrival?> ReadAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var request = context.Request;
        var isAuthentic = request.Headers.Authorization == $"Bearer {Token}";
        if (request.Method == "GET" && request.Path == $"/v23.0/{AccountId}")
        {
            await (
                isAuthentic
                    ? WriteAsync(
                        context,
                        200,
                        new JsonObject
                        {
                            ["id"] = AccountId,
                            ["verified_name"] = "Acme",
                            ["username"] = "acme",
                        }
                    )
                    : RefuseAsync(context, 401, "190", "Invalid OAuth access token.")
            );
            return null;
        }

        if (request.Method != "POST" || request.Path != $"/v23.0/{AccountId}/messages" || Recipient(Json(context, body)) is not { } to)
        {
            await RefuseAsync(context, 400, "100", "Invalid parameter");
            return null;
        }

        return new Arrival(to, null, isAuthentic);
    }

    private protected override Task AnswerAsync(HttpContext context, Arrival arrival, object taken)
    {
        var id = ((TakenMessage)taken).Id;
        return WriteAsync(
            context,
            200,
            new JsonObject
            {
                ["messaging_product"] = "whatsapp",
                ["contacts"] = new JsonArray(new JsonObject { ["input"] = arrival.To, ["wa_id"] = arrival.To }),
                ["messages"] = new JsonArray(new JsonObject { ["id"] = $"wamid.{id}", ["message_status"] = "accepted" }),
                ["recipient_id"] = arrival.To,
                ["message_id"] = $"mid.{id}",
            }
        );
    }

    private protected override Task RefuseAsync(HttpContext context, int status, string code, string message) =>
        WriteAsync(
            context,
            status,
            status >= 500
                ? new JsonObject()
                : new JsonObject
                {
                    ["error"] = new JsonObject
                    {
                        ["message"] = message,
                        ["type"] = "OAuthException",
                        ["code"] = int.TryParse(code, out var known) ? known : 130429,
                        ["fbtrace_id"] = "A0",
                    },
                }
        );

    private static string? Recipient(JsonObject? message) =>
        message?["messaging_product"] is not null ? OfWhatsapp(message)
        : HasOnly(message, ["recipient", "message"]) && HasOnly(message!["recipient"], ["id"]) && HasOnly(message["message"], ["text"])
            ? (string?)message["recipient"]!["id"]
        : null;

    private static string? OfWhatsapp(JsonObject message)
    {
        var isText =
            HasOnly(message, ["messaging_product", "recipient_type", "to", "type", "text"], "biz_opaque_callback_data")
            && HasOnly(message["text"], ["body"], "preview_url");
        var isTemplate =
            HasOnly(message, ["messaging_product", "recipient_type", "to", "type", "template"], "biz_opaque_callback_data")
            && HasOnly(message["template"], ["name", "language"], "components")
            && HasOnly(message["template"]!["language"], ["code", "policy"]);
        var to = (string?)message["to"];
        return (isText || isTemplate) && to is { Length: > 0 } && to.All(char.IsAsciiDigit) ? to : null;
    }
}

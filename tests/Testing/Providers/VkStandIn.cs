using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CampaignTasks.Testing.Providers;

/// <summary>VK's API 5.199: <c>messages.send</c> with its <c>random_id</c>, and <c>groups.getById</c>. Errors are a 200.</summary>
public sealed class VkStandIn : JsonStandIn
{
    private VkStandIn(TimeProvider? time)
        : base(time) { }

    /// <summary>The community's token.</summary>
    public string Token { get; } = "vk1.a.not-a-real-token";

    /// <summary>Starts one.</summary>
    public static async Task<VkStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new VkStandIn(time);
        await server.ListenAsync(0);
        return server;
    }

    /// <summary>The settings of an account that sends through this server.</summary>
    public Dictionary<string, string> Settings() =>
        new()
        {
            ["groupId"] = "123456",
            ["accessToken"] = Token,
            ["confirmationCode"] = "a1b2c3d4",
            ["baseUrl"] = BaseUrl,
        };

    private protected override string UnauthenticCode => "5";

    private protected override async Task<Arrival?> ReadAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var request = context.Request;
        var isAuthentic = request.Headers.Authorization == $"Bearer {Token}";
        if (request.Path == "/method/groups.getById")
        {
            await (
                isAuthentic
                    ? WriteAsync(
                        context,
                        200,
                        new JsonObject
                        {
                            ["response"] = new JsonObject
                            {
                                ["groups"] = new JsonArray(
                                    new JsonObject
                                    {
                                        ["id"] = 123456,
                                        ["name"] = "News",
                                        ["screen_name"] = "news",
                                    }
                                ),
                                ["profiles"] = new JsonArray(),
                            },
                        }
                    )
                    : RefuseAsync(context, 401, "5", "User authorization failed: invalid access_token")
            );
            return null;
        }

        using var reader = new FormReader(Encoding.UTF8.GetString(body.Span));
        var form = await reader.ReadFormAsync(context.RequestAborted);
        if (
            request.Method != "POST"
            || request.Path != "/method/messages.send"
            || request.ContentType != "application/x-www-form-urlencoded"
            || form.Keys.Except(["peer_id", "random_id", "message", "v"]).Any()
            || form["v"] != "5.199"
            || !long.TryParse(form["peer_id"], out _)
            || !int.TryParse(form["random_id"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || number is 0
            || form["message"].ToString().Length is 0
        )
        {
            await RefuseAsync(context, 400, "100", "One of the parameters specified was missing or invalid");
            return null;
        }

        // VK compares it for each recipient.
        var key = new Guid(
            System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{form["peer_id"]} {number}")).AsSpan(0, 16)
        );
        return new Arrival(form["peer_id"].ToString(), key, isAuthentic);
    }

    private protected override Task AnswerAsync(HttpContext context, Arrival arrival, object taken) =>
        WriteAsync(
            context,
            200,
            new JsonObject { ["response"] = Math.Abs(((TakenMessage)taken).Id.GetHashCode(StringComparison.Ordinal)) }
        );

    private protected override Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        var number =
            int.TryParse(code, out var known) ? known
            : status is 429 ? 6
            : 10;
        return WriteAsync(
            context,
            status >= 500 ? status : 200,
            new JsonObject
            {
                ["error"] = new JsonObject { ["error_code"] = number, ["error_msg"] = message },
            }
        );
    }
}

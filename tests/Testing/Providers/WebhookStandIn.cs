using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CampaignTasks.Testing.Providers;

/// <summary>A receiver of Standard Webhooks that checks signatures by itself and knows repeats by their id.</summary>
public sealed class WebhookStandIn : JsonStandIn
{
    private const string Key = "bm90LWEtcmVhbC1zZWNyZXQtbm90LWEtcmVhbA==";

    private WebhookStandIn(TimeProvider? time)
        : base(time) { }

    /// <summary>The address that messages go to.</summary>
    public string Hook => $"{BaseUrl}/hook";

    /// <summary>Starts one.</summary>
    public static async Task<WebhookStandIn> StartAsync(TimeProvider? time = null)
    {
        var server = new WebhookStandIn(time);
        await server.ListenAsync(0);
        return server;
    }

    /// <summary>The settings of an account that this server trusts.</summary>
    public static Dictionary<string, string> Settings() => new() { ["secret"] = $"whsec_{Key}" };

    private protected override Task<Arrival?> ReadAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        var headers = context.Request.Headers;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}."), .. body.Span];
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), signed));
        var isSigned =
            headers["webhook-signature"] == $"v1,{signature}"
            && context.Request.Method == "POST"
            && HasOnly(Json(context, body), ["type", "timestamp", "data"]);
        Guid? key = Guid.TryParse(headers["webhook-id"], out var id) ? id : null;
        return Task.FromResult<Arrival?>(new Arrival(Hook, key, isSigned));
    }

    private protected override Task AnswerAsync(HttpContext context, Arrival arrival, object taken)
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private protected override Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}

using System.Text.Json;
using CampaignTasks.Application.Configuration;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Operations;

/// <summary>
/// The management addresses of an instance, under the configured public address; without one they begin at the root of this server. They
/// contain the system key where the caller's address did, as Durable Functions' own do: they are for operators.
/// </summary>
internal sealed class ManagementUrls
{
    private readonly string _id;
    private readonly string _instance;
    private readonly string _query;

    private ManagementUrls(string id, string root, string query)
    {
        (_id, _query) = (id, query);
        _instance = $"{root}/instances/{Uri.EscapeDataString(id)}";
    }

    public string Status => _instance + _query;

    private string WithReason => _query.Length is 0 ? "?reason={text}" : $"{_query}&reason={{text}}";

    public static ManagementUrls From(HttpContext context, string id)
    {
        // Who sends the key in a header keeps it out of addresses, and so do we.
        var query = ManagementRequest.Text(context, "code") is { } code ? $"?code={Uri.EscapeDataString(code)}" : "";
        return new(id, $"{BaseOf(context)}{OperationsEndpoints.Root}", query);
    }

    // A Host header is its sender's word: only in Development it makes an address.
    private static string BaseOf(HttpContext context)
    {
        var services = context.RequestServices;
        return services.GetRequiredService<IOptions<AppOptions>>().Value.PublicBaseUrl is { Length: > 0 } configured
                ? configured.TrimEnd('/')
            : services.GetRequiredService<IHostEnvironment>().IsDevelopment() ? $"{context.Request.Scheme}://{context.Request.Host}"
            : "";
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", _id);
        json.WriteString("statusQueryGetUri", Status);
        json.WriteString("sendEventPostUri", $"{_instance}/raiseEvent/{{eventName}}{_query}");
        json.WriteString("terminatePostUri", $"{_instance}/terminate{WithReason}");
        json.WriteString("purgeHistoryDeleteUri", Status);
        json.WriteString("restartPostUri", $"{_instance}/restart{_query}");
        json.WriteString("suspendPostUri", $"{_instance}/suspend{WithReason}");
        json.WriteString("resumePostUri", $"{_instance}/resume{WithReason}");
        json.WriteEndObject();
    }
}

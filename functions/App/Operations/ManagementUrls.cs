using System.Text.Json;

namespace CampaignTasks.App.Operations;

/// <summary>
/// The management addresses of an instance. They contain the system key of the caller: they are for operators, and must never reach a
/// tenant or a browser.
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

    public static ManagementUrls From(HttpContext context, string id)
    {
        var request = context.Request;
        var code = ManagementRequest.Text(context, "code") ?? request.Headers["x-functions-key"].ToString();
        return new(id, $"{request.Scheme}://{request.Host}{OperationsEndpoints.Root}", $"?code={Uri.EscapeDataString(code)}");
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", _id);
        json.WriteString("statusQueryGetUri", Status);
        json.WriteString("sendEventPostUri", $"{_instance}/raiseEvent/{{eventName}}{_query}");
        json.WriteString("terminatePostUri", $"{_instance}/terminate{_query}&reason={{text}}");
        json.WriteString("purgeHistoryDeleteUri", Status);
        json.WriteString("restartPostUri", $"{_instance}/restart{_query}");
        json.WriteString("suspendPostUri", $"{_instance}/suspend{_query}&reason={{text}}");
        json.WriteString("resumePostUri", $"{_instance}/resume{_query}&reason={{text}}");
        json.WriteEndObject();
    }
}

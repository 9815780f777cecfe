using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CampaignTasks.Durable.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CampaignTasks.App.Tests.Functions.Simulator;

/// <summary>The extension's HTTP API, status by status, as its own documents and code have it (version 3).</summary>
internal static class ManagementApi
{
    public const string Root = "/runtime/webhooks/durabletask";

    public static void MapManagement(this WebApplication app, DurableExtension extension, string key)
    {
        var group = app.MapGroup(Root);
        group.AddEndpointFilter(async (context, next) => context.HttpContext.Request.Query["code"] == key ? await next(context) : Results.Unauthorized());
        group.MapPost("/orchestrators/{name}/{id?}", (string name, string? id, HttpContext context) => StartAsync(extension, name, id, context));
        group.MapGet("/instances/{id}", (string id, HttpContext context) => Status(extension, id, context));
        group.MapGet("/instances", (HttpContext context) => List(extension, context));
        group.MapPost("/instances/{id}/raiseEvent/{name}", (string id, string name, HttpContext context) => RaiseAsync(extension, id, name, context));
        group.MapPost("/instances/{id}/terminate", (string id, string? reason) => Tell(extension, id, instance => Event(e => e.ExecutionTerminated = new() { Input = Text(reason) })));
        group.MapPost("/instances/{id}/suspend", (string id, string? reason) => Hold(extension, id, held: false, Event(e => e.ExecutionSuspended = new() { Input = reason })));
        group.MapPost("/instances/{id}/resume", (string id, string? reason) => Hold(extension, id, held: true, Event(e => e.ExecutionResumed = new() { Input = reason })));
        group.MapPost("/instances/{id}/restart", (string id, bool? restartWithNewInstanceId, HttpContext context) => Restart(extension, id, restartWithNewInstanceId ?? true, context));
        group.MapPost("/instances/{id}/rewind", (string id) => extension.Find(id) switch
        {
            null => Results.NotFound(),
            { Status: OrchestrationStatus.Failed } => Results.StatusCode(501),
            _ => Results.StatusCode(412),
        });
        group.MapDelete("/instances/{id}", (string id) => extension.Find(id) switch
        {
            null => Results.NotFound(),
            { IsFinished: false } => Results.StatusCode(412),
            _ => Deleted(extension.Purge(id) ? 1 : 0),
        });
        group.MapDelete("/instances", (HttpContext context) => PurgeAll(extension, context));
        group.MapGet("/entities", () => Results.Json(new JsonArray()));
        group.MapMethods("/entities/{name}/{key}", ["GET", "POST"], () => Results.NotFound());
    }

    private static async Task<IResult> StartAsync(DurableExtension extension, string name, string? id, HttpContext context)
    {
        if (await ReadAsync(context) is not (true, var input))
        {
            return Results.BadRequest();
        }

        var instance = id ?? Guid.NewGuid().ToString("N");
        if (!extension.TryStart(name, instance, input))
        {
            return Results.Conflict();
        }

        return double.TryParse(context.Request.Query["timeout"], CultureInfo.InvariantCulture, out var seconds) && await EndsWithinAsync(extension.Find(instance)!, seconds)
            ? Results.Json(Json(extension.Find(instance)!.Output))
            : Started(instance, context);
    }

    private static async Task<bool> EndsWithinAsync(SimulatedInstance instance, double seconds)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !instance.IsFinished; await Task.Delay(TimeSpan.FromMilliseconds(10)))
        {
            if (TimeProvider.System.GetElapsedTime(start).TotalSeconds > seconds)
            {
                return false;
            }
        }

        return true;
    }

    private static IResult Restart(DurableExtension extension, string id, bool anew, HttpContext context)
    {
        if (extension.Find(id) is not { } found)
        {
            return Results.BadRequest();
        }

        var instance = anew ? Guid.NewGuid().ToString("N") : id;
        return extension.TryStart(found.Name, instance, found.Input) ? Started(instance, context) : Results.Conflict();
    }

    private static IResult Started(string id, HttpContext context)
    {
        var query = $"?code={context.Request.Query["code"]}";
        var at = $"{context.Request.Scheme}://{context.Request.Host}{Root}/instances/{id}";
        context.Response.Headers.Location = at + query;
        context.Response.Headers.RetryAfter = "10";
        return Results.Json(
            new JsonObject
            {
                ["id"] = id,
                ["statusQueryGetUri"] = at + query,
                ["sendEventPostUri"] = $"{at}/raiseEvent/{{eventName}}{query}",
                ["terminatePostUri"] = $"{at}/terminate{query}&reason={{text}}",
                ["purgeHistoryDeleteUri"] = at + query,
                ["restartPostUri"] = $"{at}/restart{query}",
                ["suspendPostUri"] = $"{at}/suspend{query}&reason={{text}}",
                ["resumePostUri"] = $"{at}/resume{query}&reason={{text}}",
            },
            statusCode: 202);
    }

    private static IResult Status(DurableExtension extension, string id, HttpContext context)
    {
        if (extension.Find(id) is not { } instance)
        {
            return Results.NotFound();
        }

        if (!instance.IsFinished)
        {
            context.Response.Headers.Location = context.Request.Path + context.Request.QueryString;
            context.Response.Headers.RetryAfter = "5";
        }

        var status = !instance.IsFinished ? 202
            : instance.Status is OrchestrationStatus.Failed && context.Request.Query["returnInternalServerErrorOnFailure"] == "true" ? 500
            : 200;
        var json = View(instance, context.Request.Query["showInput"] != "false");
        if (context.Request.Query["showHistory"] == "true")
        {
            json["historyEvents"] = new JsonArray();
        }

        return Results.Json(json, statusCode: status);
    }

    private static IResult List(DurableExtension extension, HttpContext context)
    {
        var top = int.TryParse(context.Request.Query["top"], out var number) ? number : 100;
        var skip = int.TryParse(context.Request.Headers["x-ms-continuation-token"], out var token) ? token : 0;
        var all = Matching(extension, context).OrderBy(instance => instance.Id, StringComparer.Ordinal).ToList();
        if (skip + top < all.Count)
        {
            context.Response.Headers["x-ms-continuation-token"] = $"{skip + top}";
        }

        return Results.Json(new JsonArray([.. all.Skip(skip).Take(top).Select(instance => View(instance, context.Request.Query["showInput"] != "false"))]));
    }

    private static IResult PurgeAll(DurableExtension extension, HttpContext context)
    {
        if (!context.Request.Query.ContainsKey("createdTimeFrom"))
        {
            return Results.BadRequest();
        }

        var purged = Matching(extension, context).Count(instance => instance.IsFinished && extension.Purge(instance.Id));
        return purged == 0 ? Results.NotFound() : Deleted(purged);
    }

    private static IEnumerable<SimulatedInstance> Matching(DurableExtension extension, HttpContext context)
    {
        var query = context.Request.Query;
        var statuses = query["runtimeStatus"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return extension.Instances.Where(instance =>
            (statuses.Length == 0 || statuses.Contains(instance.Status.ToString(), StringComparer.OrdinalIgnoreCase))
            && instance.Id.StartsWith(query["instanceIdPrefix"].ToString(), StringComparison.Ordinal)
            && (!DateTimeOffset.TryParse(query["createdTimeFrom"], out var from) || instance.CreatedAt >= from)
            && (!DateTimeOffset.TryParse(query["createdTimeTo"], out var to) || instance.CreatedAt <= to));
    }

    private static async Task<IResult> RaiseAsync(DurableExtension extension, string id, string name, HttpContext context) =>
        context.Request.HasJsonContentType() && await ReadAsync(context) is (true, var payload)
            ? Tell(extension, id, _ => Event(e => e.EventRaised = new() { Name = name, Input = payload }))
            : Results.BadRequest();

    private static IResult Hold(DurableExtension extension, string id, bool held, HistoryEvent e) =>
        extension.Find(id) is { IsFinished: false } instance && (instance.Status is OrchestrationStatus.Suspended) != held
            ? Results.StatusCode(500)
            : Tell(extension, id, _ => e);

    private static IResult Tell(DurableExtension extension, string id, Func<SimulatedInstance, HistoryEvent> what)
    {
        switch (extension.Find(id))
        {
            case null:
                return Results.NotFound();
            case { IsFinished: true }:
                return Results.StatusCode(410);
            case var instance:
                extension.Post(instance, null, what(instance));
                return Results.Accepted();
        }
    }

    private static IResult Deleted(int count) => Results.Json(new JsonObject { ["instancesDeleted"] = count });

    private static HistoryEvent Event(Action<HistoryEvent> fill)
    {
        var e = DurableExtension.At();
        fill(e);
        return e;
    }

    private static JsonObject View(SimulatedInstance instance, bool showInput) => new()
    {
        ["name"] = instance.Name,
        ["instanceId"] = instance.Id,
        ["runtimeStatus"] = instance.Status.ToString(),
        ["input"] = showInput ? Json(instance.Input) : null,
        ["customStatus"] = Json(instance.CustomStatus),
        ["output"] = Json(instance.Output),
        ["createdTime"] = instance.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["lastUpdatedTime"] = instance.UpdatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
    };

    private static JsonNode? Json(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string? Text(string? reason) => reason is null ? null : JsonSerializer.Serialize(reason);

    private static async Task<(bool IsJson, string? Text)> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        try
        {
            return (true, text.Length == 0 ? null : JsonNode.Parse(text)?.ToJsonString() ?? "null");
        }
        catch (JsonException)
        {
            return (false, null);
        }
    }
}

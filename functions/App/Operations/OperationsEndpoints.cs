using System.Security.Cryptography;
using System.Text;
using CampaignTasks.App.Http;
using CampaignTasks.App.Tenants;
using CampaignTasks.Durable;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Operations;

/// <summary>
/// The Durable Functions HTTP API over the embedded hub, so that tools and scripts of operators are the same wherever the app runs. On a Functions
/// host the Durable extension serves it. Whoever has the system key may do everything with every tenant's orchestrations.
/// </summary>
internal static class OperationsEndpoints
{
    public const string Root = "/runtime/webhooks/durabletask";

    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.TryAddSingleton<InstanceHistory>();
        return services.AddSingleton<InstanceOperations>().AddSingleton<BulkOperations>().AddSingleton<StartOperations>();
    }

    public static void MapOperations(this WebApplication app)
    {
        var key = app.Services.GetRequiredService<IOptions<AppOptions>>().Value.SystemKey;
        var instances = app.Services.GetRequiredService<InstanceOperations>();
        var bulk = app.Services.GetRequiredService<BulkOperations>();
        var start = app.Services.GetRequiredService<StartOperations>();

        var group = app.MapGroup(Root).IsOpen().WithMetadata(new TakesAnyQuery(), new ExcludeFromDescriptionAttribute());
        group.MapPost("/orchestrators/{name}/{id?}", Guard(start.StartAsync));
        group.MapGet("/instances/{id}", Guard(instances.StatusAsync));
        group.MapPost("/instances/{id}/raiseEvent/{eventName}", Guard(instances.RaiseEventAsync));
        group.MapPost("/instances/{id}/terminate", Guard(instances.TerminateAsync));
        group.MapPost("/instances/{id}/suspend", Guard(instances.SuspendAsync));
        group.MapPost("/instances/{id}/resume", Guard(instances.ResumeAsync));
        group.MapPost("/instances/{id}/rewind", Guard(instances.RewindAsync));
        group.MapPost("/instances/{id}/restart", Guard(start.RestartAsync));
        group.MapDelete("/instances/{id}", Guard(instances.PurgeAsync));
        group.MapGet("/instances", Guard(bulk.ListAsync));
        group.MapDelete("/instances", Guard(bulk.PurgeAsync));

        // The app has no entities, and says so in the API's own way.
        group.MapGet("/entities/{name?}", Guard(BulkOperations.ListNothingAsync));
        group.MapMethods("/entities/{name}/{key}", [HttpMethods.Get, HttpMethods.Post], Guard(context => RefuseAsync(context, 404)));

        RequestDelegate Guard(RequestDelegate handler) => context => Has(context.Request, key) ? AnswerAsync(context, handler) : RefuseAsync(context, 401);
    }

    /// <summary>Ends a request with a status and no more.</summary>
    public static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate handler)
    {
        try
        {
            await handler(context);
        }
        catch (OrchestrationNotFoundException)
        {
            await RefuseAsync(context, 404);
        }
        catch (OrchestrationFinishedException)
        {
            await RefuseAsync(context, 410);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            await RefuseAsync(context, 409);
        }
        catch (ArgumentException)
        {
            await RefuseAsync(context, 400);
        }
    }

    // Without a key the API is closed. Digests are compared, so that not even the length shows.
    private static bool Has(HttpRequest request, string? key) =>
        key is { Length: > 0 }
        && (request.Query["code"] is [{ } code] ? code : request.Headers["x-functions-key"].ToString()) is { Length: > 0 } given
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

using System.Security.Cryptography;
using System.Text;
using CampaignTasks.Api.Access;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Configuration;
using DurableTask.Core.Exceptions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Operations;

/// <summary>
/// The Durable Functions HTTP API for the hub of this process, so that operators can use the same tools and scripts wherever the app runs.
/// On a Functions host the Durable extension serves it. The system key permits everything with every tenant's orchestrations.
/// </summary>
internal static class OperationsEndpoints
{
    public const string Root = "/runtime/webhooks/durabletask";

    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.TryAddSingleton<InstanceHistory>();
        services.TryAddSingleton<BodyCapacity>();
        services.TryAddSingleton<FailedAuthentications>();
        return services
            .AddSingleton<InstanceOperations>()
            .AddSingleton<PageTokens>()
            .AddSingleton<BulkOperations>()
            .AddSingleton<StartOperations>();
    }

    public static void MapOperations(this WebApplication app)
    {
        var key = app.Services.GetRequiredService<IOptions<AppOptions>>().Value.SystemKey;
        var failures = app.Services.GetRequiredService<FailedAuthentications>();
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

        // The app has no entities: lists are empty, and an entity is not found.
        group.MapGet("/entities/{name?}", Guard(BulkOperations.ListNothingAsync));
        group.MapMethods(
            "/entities/{name}/{key}",
            [HttpMethods.Get, HttpMethods.Post],
            Guard(Problems.NotFound("The entity").ExecuteAsync)
        );

        RequestDelegate Guard(RequestDelegate handler) =>
            context => Refuse(context, key, failures) is { } refusal ? refusal.ExecuteAsync(context) : AnswerAsync(context, handler);
    }

    private static Problem? Refuse(HttpContext context, string? key, FailedAuthentications failures)
    {
        if (failures.WaitOf(context) is { } wait)
        {
            return Problems.TooManyWrongKeys(wait);
        }

        var given = Given(context.Request);
        if (Is(given, key))
        {
            return null;
        }

        if (given is { Length: > 0 })
        {
            failures.Count(context);
        }

        return Problems.SystemKeyNeeded();
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate handler)
    {
        try
        {
            await handler(context);
        }
        catch (ProblemException e)
        {
            await e.Problem.ExecuteAsync(context);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            await Problems
                .Conflict("instanceExists", "An instance with this id has not ended: terminate it first, or start one with another id.")
                .ExecuteAsync(context);
        }
        catch (ArgumentException e)
        {
            // The client's message, without the name of its parameter.
            await Problems.BadRequest(e.ParamName ?? "request", e.Message.Split(" (Parameter", 2)[0]).ExecuteAsync(context);
        }
    }

    private static string Given(HttpRequest request) =>
        request.Query["code"] is [{ } code] ? code : request.Headers["x-functions-key"].ToString();

    // Without a configured key the API is closed. Digests are compared, so that not even the length shows.
    private static bool Is(string given, string? key) =>
        key is { Length: > 0 }
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(key))
        );
}

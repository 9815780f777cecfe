using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace CampaignTasks.App.Operations;

/// <summary>The operations that start and restart instances.</summary>
internal sealed class StartOperations(DurableTaskClient client, IOptions<DurableTaskRegistry> registry, TimeProvider time)
{
    /// <summary>Shorter than any request's timeout.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(25);

    public async Task StartAsync(HttpContext context)
    {
        var wait = ManagementRequest.Seconds(context, "timeout");
        var name = ManagementRequest.Route(context, "name");
        var known = registry.Value.GetOrchestrators().Select(orchestrator => orchestrator.Key.Name).ToList();
        if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw ManagementRequest.Bad(
                "name",
                $"There is no such orchestrator. Known here: {string.Join(", ", known.Order(StringComparer.Ordinal))}."
            );
        }

        var options = new StartOrchestrationOptions(ManagementRequest.NewId(context))
        {
            Version = ManagementRequest.Text(context, "version"),
        };
        var id = await client.ScheduleNewOrchestrationInstanceAsync(
            name,
            await ManagementRequest.BodyAsync(context),
            options,
            context.RequestAborted
        );
        if (wait is not { } seconds || await EndAsync(id, TimeSpan.FromSeconds(seconds), context.RequestAborted) is not { } end)
        {
            await AnswerAsync(context, id);
            return;
        }

        var status =
            end.RuntimeStatus is OrchestrationRuntimeStatus.Failed && ManagementRequest.Flag(context, "returnInternalServerErrorOnFailure")
                ? 500
                : 200;
        await StatusJson.WriteAsync(context, status, json =>
        {
            if (end.RuntimeStatus is OrchestrationRuntimeStatus.Completed)
            {
                StatusJson.WriteJson(json, end.SerializedOutput);
            }
            else
            {
                StatusJson.WriteInstance(json, end, showInput: true);
            }
        });
    }

    /// <summary>Starts the orchestrator again with the same input, under a new id unless the old one is requested.</summary>
    public async Task RestartAsync(HttpContext context)
    {
        var anew = ManagementRequest.Flag(context, "restartWithNewInstanceId", otherwise: true);
        var instance = await client.GetInstanceAsync(ManagementRequest.Id(context), getInputsAndOutputs: true, context.RequestAborted)
            ?? throw ManagementRequest.Bad("id", "There is no such instance to start over.");
        var options = new StartOrchestrationOptions(anew ? null : instance.InstanceId);
        JsonElement? input = instance.SerializedInput is null ? null : instance.ReadInputAs<JsonElement>();
        await AnswerAsync(
            context,
            await client.ScheduleNewOrchestrationInstanceAsync(instance.Name, input, options, context.RequestAborted)
        );
    }

    private static async Task AnswerAsync(HttpContext context, string id)
    {
        var urls = ManagementUrls.From(context, id);
        context.Response.Headers.Location = urls.Status;
        context.Response.Headers.RetryAfter = "10";
        await StatusJson.WriteAsync(context, 202, urls.Write);
    }

    private async Task<OrchestrationMetadata?> EndAsync(string id, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var expired = new CancellationTokenSource(timeout < LongestWait ? timeout : LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expired.Token, cancellationToken);
        try
        {
            return await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, either.Token);
        }
        catch (OperationCanceledException) when (expired.IsCancellationRequested)
        {
            return null;
        }
    }
}

using CampaignTasks.Api.Http;
using Microsoft.DurableTask.Client;

namespace CampaignTasks.App.Operations;

/// <summary>The operations on one instance.</summary>
internal sealed class InstanceOperations(DurableTaskClient client, InstanceHistory histories)
{
    public async Task StatusAsync(HttpContext context)
    {
        var id = ManagementRequest.Id(context);
        var showInput = ManagementRequest.Flag(context, "showInput", otherwise: true);
        var instance = await FindAsync(context, id);
        var history = ManagementRequest.Flag(context, "showHistory") ? await histories.ReadAsync(id, context.RequestAborted) : null;
        var status = instance switch
        {
            { RuntimeStatus: OrchestrationRuntimeStatus.Failed }
                when ManagementRequest.Flag(context, "returnInternalServerErrorOnFailure") => 500,
            { IsCompleted: true } => 200,
            _ => 202,
        };
        if (status == 202)
        {
            context.Response.Headers.Location = ManagementUrls.From(context, id).Status;
            context.Response.Headers.RetryAfter = "5";
        }

        await StatusJson.WriteAsync(context, status, json =>
            StatusJson.WriteInstance(json, instance, showInput, history, showResults: ManagementRequest.Flag(context, "showHistoryOutput"))
        );
    }

    public async Task RaiseEventAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw ManagementRequest.Bad("Content-Type", "Send application/json.");
        }

        var payload = await ManagementRequest.BodyAsync(context);
        var instance = await FindOpenAsync(context);
        await client.RaiseEventAsync(instance.InstanceId, ManagementRequest.Route(context, "eventName"), payload, context.RequestAborted);
        context.Response.StatusCode = 202;
    }

    public async Task TerminateAsync(HttpContext context)
    {
        var instance = await FindOpenAsync(context);
        await client.TerminateInstanceAsync(instance.InstanceId, ManagementRequest.Text(context, "reason"), context.RequestAborted);
        context.Response.StatusCode = 202;
    }

    // The Durable extension answers a suspension of a suspended instance with 500, and so does this app: scripts may rely on it.
    public async Task SuspendAsync(HttpContext context)
    {
        var instance = await FindOpenAsync(context);
        if (instance.RuntimeStatus is OrchestrationRuntimeStatus.Suspended)
        {
            await Problems.Held("The instance is suspended already.").ExecuteAsync(context);
            return;
        }

        await client.SuspendInstanceAsync(instance.InstanceId, ManagementRequest.Text(context, "reason"), context.RequestAborted);
        context.Response.StatusCode = 202;
    }

    public async Task ResumeAsync(HttpContext context)
    {
        var instance = await FindOpenAsync(context);
        if (instance.RuntimeStatus is not OrchestrationRuntimeStatus.Suspended)
        {
            await Problems.Held("The instance is not suspended.").ExecuteAsync(context);
            return;
        }

        await client.ResumeInstanceAsync(instance.InstanceId, ManagementRequest.Text(context, "reason"), context.RequestAborted);
        context.Response.StatusCode = 202;
    }

    /// <summary>Refuses a rewind with 501, as a backend without rewind does: the engine's client has none.</summary>
    public async Task RewindAsync(HttpContext context)
    {
        var instance = await FindAsync(context, ManagementRequest.Id(context));
        await (
            instance.RuntimeStatus is OrchestrationRuntimeStatus.Failed
                ? Problems.NotImplemented("This hub does not rewind: start the instance over with restart.")
                : Problems.LostRace("Only a failed instance can be rewound.")
        ).ExecuteAsync(context);
    }

    public async Task PurgeAsync(HttpContext context)
    {
        var instance = await FindAsync(context, ManagementRequest.Id(context));
        if (!instance.IsCompleted)
        {
            await Problems.LostRace("Only an ended instance can be purged: terminate it first.").ExecuteAsync(context);
            return;
        }

        var purged = await client.PurgeInstanceAsync(instance.InstanceId, context.RequestAborted);
        await BulkOperations.WritePurgedAsync(context, purged.PurgedInstanceCount);
    }

    private async Task<OrchestrationMetadata> FindAsync(HttpContext context, string id) =>
        await client.GetInstanceAsync(id, getInputsAndOutputs: true, context.RequestAborted)
        ?? throw new ProblemException(Problems.NotFound("The instance"));

    private async Task<OrchestrationMetadata> FindOpenAsync(HttpContext context)
    {
        var instance = await FindAsync(context, ManagementRequest.Id(context));
        return instance.IsCompleted
            ? throw new ProblemException(Problems.Gone("The instance has ended: nothing can be told to it any more."))
            : instance;
    }
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace CampaignTasks.Worker.Start;

/// <summary>A middleware that delays the first calls until the tables exist.</summary>
internal sealed class PreparedFunctions(Preparation preparation) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await preparation.TriedAsync(context.CancellationToken);
        await next(context);
    }
}

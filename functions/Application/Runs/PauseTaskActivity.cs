using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Runs;

/// <summary><see cref="RunActivities.PauseTask"/>: the run cannot go on by itself, and people must see why.</summary>
internal sealed class PauseTaskActivity(ITaskStore tasks, RunFailureHandler troubles, IHostApplicationLifetime lifetime) : TaskActivity<RunFailure, string?>
{
    public override async Task<string?> RunAsync(TaskActivityContext context, RunFailure input)
    {
        if (await tasks.FindAsync(input.Run.TenantId, input.Run.TaskId, lifetime.ApplicationStopping) is { } task)
        {
            await troubles.PauseAsync(task, input.Reason, lifetime.ApplicationStopping);
        }

        return null;
    }
}

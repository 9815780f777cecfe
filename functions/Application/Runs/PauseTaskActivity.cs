using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Tasks;
using Microsoft.DurableTask;

namespace CampaignTasks.Application.Runs;

/// <summary>The activity <see cref="RunActivities.PauseTask"/>: pauses a task whose run cannot go on by itself, with the reason.</summary>
internal sealed class PauseTaskActivity(ITaskStore tasks, RunFailureHandler failures, IHostApplicationLifetime lifetime)
    : TaskActivity<RunFailure, string?>
{
    public override async Task<string?> RunAsync(TaskActivityContext context, RunFailure input)
    {
        if (await tasks.FindAsync(input.Run.TenantId, input.Run.TaskId, lifetime.ApplicationStopping) is { } task)
        {
            await failures.PauseAsync(task, input.Reason, lifetime.ApplicationStopping);
        }

        return null;
    }
}

using Microsoft.DurableTask;

namespace CampaignTasks.Application.Orchestration;

/// <summary>
/// The removal of a tenant, part by part. When nothing is left it rests and looks again, because work that was under way when the removal
/// began may have stored something since.
/// </summary>
public sealed class TenantRemovalOrchestrator : TaskOrchestrator<TenantRemoval, string>
{
    /// <summary>The rest; longer than a request and a step of a sender last.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(2);

    // Well below the thousand events at which a history is to be cut.
    private const int StepsPerHistory = 100;

    /// <summary>Removes the tenant.</summary>
    public override async Task<string> RunAsync(TaskOrchestrationContext context, TenantRemoval input)
    {
        for (var step = 0; step < StepsPerHistory; step++)
        {
            if (await context.CallActivityAsync<bool>(TenantActivities.RemoveTenantPart, input, RunRetries.Activity))
            {
                continue;
            }

            if (input.IsQuiet)
            {
                return "done";
            }

            await context.CreateTimer(context.CurrentUtcDateTime + Rest, CancellationToken.None);
            input = input with { IsQuiet = true };
        }

        context.ContinueAsNew(input);
        return "continued";
    }
}

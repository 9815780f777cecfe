using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Validation;

namespace CampaignTasks.Application.Automations;

/// <summary>The check of waits.</summary>
internal static class WaitSteps
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(365);

    /// <summary>Checks a wait; null when it says neither or both.</summary>
    public static AutomationStep? Check(WaitStepRequest given, string path, ValidationErrors errors)
    {
        if ((given.For is null) == (given.Until is null))
        {
            errors.Add(path, "Give either for, as in P2D, or until, as in 09:00.");
            return null;
        }

        if (given.For is not null)
        {
            if (given.Weekdays is not null)
            {
                errors.Add($"{path}.weekdays", "Weekdays belong to until: leave them out, or give until instead of for.");
            }

            return new AutomationStep.WaitFor(
                AutomationValidator.CheckDuration(given.For, $"{path}.for", TimeSpan.FromSeconds(1), LongestWait, errors)
            );
        }

        return AutomationStep.WaitUntil.Check(given.Until!, given.Weekdays, path, errors);
    }
}

using CampaignTasks.Domain.Collections;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Testers;

namespace CampaignTasks.Domain.Automations;

/// <summary>What makes an automation a test of another one: testers go through it, with their waits shortened.</summary>
/// <param name="Of">The automation that is tested.</param>
/// <param name="Version">The version of its plan.</param>
/// <param name="Speed">How many times shorter each wait is.</param>
/// <param name="By">Who asked for it.</param>
public sealed record AutomationTest(string Of, int Version, int Speed, TaskActor By)
{
    /// <summary>The most tests of an automation that are kept: a new one replaces the oldest.</summary>
    public const int Most = 20;

    /// <summary>The greatest speed: a day is a second.</summary>
    public const int FastestSpeed = 86_400;

    /// <summary>The speed unless a caller says otherwise: an hour is a second.</summary>
    public const int DefaultSpeed = 3_600;

    /// <summary>The testers as they were when it began.</summary>
    public required IReadOnlyList<Tester> Testers
    {
        get;
        init => field = EquatableList<Tester>.From(value);
    }

    /// <summary>Returns the plan as testers go through it: at once, at the pace of its accounts, and without a goal.</summary>
    public static AutomationPlan PlanOf(AutomationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan with
        {
            Goal = null,
            Hours = new() { TimeZone = plan.Hours.TimeZone },
            Pacing = Accounts.Pacing.None,
            WhenCapped = CappedRule.Skip,
            OnEdit = EditRule.Keep,
        };
    }

    /// <summary>Returns the messages of one of its steps as those of a test, so that they count nowhere.</summary>
    /// <param name="run">The run that sends them.</param>
    /// <param name="at">When it was opened.</param>
    /// <param name="step">The step.</param>
    public TestSend SendOf(RunId run, DateTimeOffset at, AutomationStep.Send step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new TestSend(run, at, By, PlanVersion: 1)
        {
            Testers =
            [
                .. Testers
                    .Where(tester => tester.Addresses.ContainsKey(step.Channel))
                    .Select(tester => new TestRecipient(tester.Id, tester.Name, tester.Addresses[step.Channel])),
            ],
        };
    }
}

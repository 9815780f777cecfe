using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Collections;

namespace CampaignTasks.Domain.Tasks;

/// <content>Tests of a task on testers.</content>
public sealed partial record CampaignTask
{
    /// <summary>The most tests of a task in progress at once.</summary>
    public const int MostOpenTests = 5;

    /// <summary>Tests in progress: their messages have not all an outcome yet.</summary>
    public IReadOnlyList<TestSend> OpenTests
    {
        get;
        init => field = EquatableList<TestSend>.From(value ?? []);
    } = EquatableList<TestSend>.From([]);

    /// <summary>Draft or testing → testing. The same test again changes nothing.</summary>
    /// <exception cref="InvalidTransitionException">The task is under review, live or over.</exception>
    /// <exception cref="ConflictException">As many tests as may be are in progress.</exception>
    public CampaignTask Test(TestSend test, DateTimeOffset now)
    {
        if (OpenTests.Any(open => open.Run == test.Run))
        {
            return this;
        }

        EnsureAllows(TaskTransition.Test);
        if (OpenTests.Count >= MostOpenTests)
        {
            throw new ConflictException(
                "testsInProgress",
                $"{OpenTests.Count} tests of the task are in progress: wait until one has ended. GET /api/tasks/{Id}/tests shows them."
            );
        }

        var moved = Move(TaskTransition.Test, CampaignTaskStatus.Testing, now);
        return (moved with { OpenTests = [.. OpenTests, test] }).AddEvent(
            AuditEvent.Tested,
            moved.UpdatedAt,
            test.Testers.Count == 1 ? "1 tester" : $"{test.Testers.Count} testers",
            test.Run,
            Status
        );
    }

    /// <summary>Forgets a test that has ended; its messages stay in the ledger.</summary>
    public CampaignTask EndTest(RunId run) => this with { OpenTests = [.. OpenTests.Where(test => test.Run != run)] };

    /// <summary>Returns true when messages of a run, or of a test, may leave now.</summary>
    public bool IsSending(RunId run) =>
        (Status is CampaignTaskStatus.Running && CurrentRun == run)
        || (!HasEnded && OpenTests.Any(test => test.Run == run && test.PlanVersion == PlanVersion));

    /// <summary>Returns the task as its tests are sent: at once, at the pace of its accounts.</summary>
    public CampaignTask ForTests() =>
        this with
        {
            Plan = Plan with
            {
                Schedule = new() { TimeZone = Plan.Schedule.IsByRecipient ? "UTC" : Plan.Schedule.TimeZone },
                Pacing = Pacing.None,
                StopOnFailure = false,
                WhenCapped = CappedRule.Skip,
            },
        };
}

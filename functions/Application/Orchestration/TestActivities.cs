namespace CampaignTasks.Application.Orchestration;

/// <summary>The activities of tests. The names are stored in histories: never rename one.</summary>
public static class TestActivities
{
    /// <summary><see cref="RunRef"/> → bool: writes the messages of a test into the ledger; false when there is nothing to do.</summary>
    public const string BeginTest = "BeginTest";

    /// <summary><see cref="RunRef"/> → nothing: cancels what was not sent, and closes the test.</summary>
    public const string FinishTest = "FinishTest";

    /// <summary>Returns the id of a test's one orchestration.</summary>
    public static string InstanceId(RunRef test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return $"test-{test.TenantId}-{test.RunId}";
    }
}

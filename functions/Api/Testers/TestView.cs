using CampaignTasks.Api.Tasks;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Api.Testers;

/// <summary>A test of a task.</summary>
/// <param name="Id">The id.</param>
/// <param name="At">When it was requested.</param>
/// <param name="By">Who requested it.</param>
/// <param name="PlanVersion">The plan that it tests.</param>
/// <param name="CompletedAt">When the last message had an outcome; null while the test goes on.</param>
/// <param name="Messages">Its messages: one for each tester and creative of the task.</param>
internal sealed record TestView(
    string Id,
    DateTimeOffset At,
    AuditActorView By,
    int PlanVersion,
    DateTimeOffset? CompletedAt,
    IReadOnlyList<TestMessageView> Messages
)
{
    /// <summary>Shows a test that is in the ledger.</summary>
    public static TestView From(TestSend test, DateTimeOffset? completedAt, LedgerPage? page) =>
        new(
            test.Run.ToString(),
            test.At,
            AuditActorView.From(test.By),
            test.PlanVersion,
            completedAt,
            [
                .. test.Messages.Select(
                    (planned, i) => TestMessageView.From(planned.Tester, planned.Creative, page?.Messages.ElementAtOrDefault(i), test.At)
                ),
            ]
        );
}

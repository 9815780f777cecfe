using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Eligibility;

/// <summary>The source of the checkers of tests.</summary>
internal sealed class TesterEligibilityFactory(
    IContactStore contacts,
    SuppressionRecorder suppressions,
    UnsubscribeLinks links,
    TimeProvider time
)
{
    /// <summary>Creates the checker of a test's messages.</summary>
    public IEligibilityChecker Create(CampaignTask task, TestSend test) =>
        new TesterEligibility(task, test, contacts, suppressions, links, time);
}

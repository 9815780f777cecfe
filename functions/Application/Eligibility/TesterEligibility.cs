using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Testers;

namespace CampaignTasks.Application.Eligibility;

/// <summary>
/// The check of a test's messages: an opt-out or a suppression of the address counts, and nothing else does. What was sent is not recorded,
/// so that no cap counts it and no order is attributed to it; what a provider says of an address is.
/// </summary>
internal sealed class TesterEligibility(
    CampaignTask task,
    TestSend test,
    IContactStore contacts,
    SuppressionRecorder suppressions,
    UnsubscribeLinks links,
    TimeProvider time
) : IEligibilityChecker
{
    public Task PrefetchAsync(IReadOnlyList<(MessageId Id, LedgerMessage Message)> claim, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public async Task<EligibilityResult> EvaluateAsync(MessageId id, LedgerMessage message, CancellationToken cancellationToken)
    {
        var channel = task.Plan.Channel;
        var record = (await contacts.FindRecordsAsync(task.TenantId, channel, [message.Address], cancellationToken))[0];
        var permission = new AddressPermission(record.Consent, record.Consent is not { IsOptOut: true }, record.Suppression);
        if (EligibilityRules.Of(permission).FirstOrDefault(check => !check.Passes) is { } failed)
        {
            return new EligibilityResult.Skip(failed.Reason);
        }

        var tester = test.Testers.FirstOrDefault(one => one.TesterId == message.ContactId);
        return tester is null
            ? new EligibilityResult.Skip(ErasedRecipients.ContactDeleted)
            : new EligibilityResult.Pass(
                Tester.Sample(task.TenantId, tester.TesterId, tester.Name, time.GetUtcNow()),
                links.OfTest(task, message.Address)
            );
    }

    public async Task RecordSentAsync(IReadOnlyList<SendReport> reports)
    {
        foreach (var report in reports)
        {
            if (report.Verdict is { } verdict)
            {
                await suppressions.RecordAsync(
                    task.TenantId,
                    task.Plan.Channel,
                    report.Message.Address,
                    verdict,
                    time.GetUtcNow(),
                    CancellationToken.None
                );
            }
        }
    }
}

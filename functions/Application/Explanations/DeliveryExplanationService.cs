using CampaignTasks.Application.Eligibility;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Explanations;

/// <summary>The use case of explaining why a contact got a task's message, gets it, or does not.</summary>
internal sealed class DeliveryExplanationService(
    IContactStore contacts,
    AudienceExplainer audiences,
    EligibilityCheckerFactory checkers,
    RecipientSnapshotReader recipients,
    MessageSearch messages,
    TimeProvider time
)
{
    /// <summary>Explains; returns null when there is no such contact and no message to one.</summary>
    public async Task<DeliveryExplanationView?> ExplainAsync(CampaignTask task, string contactId, CancellationToken cancellationToken)
    {
        var contact = await contacts.FindAsync(task.TenantId, contactId, cancellationToken);
        var address = contact?.Addresses.GetValueOrDefault(task.Plan.Channel);
        var (found, isComplete) = await messages.FindAsync(task, contactId, address, cancellationToken);
        if (contact is null && found.Count is 0)
        {
            return null;
        }

        var match = await audiences.ExplainAsync(task, contactId, contact, cancellationToken);
        var checks = await ChecksAsync(task, contactId, address, found, cancellationToken);
        return new DeliveryExplanationView(
            contactId,
            task.Id,
            Answer(task, contactId, match, checks, found, isComplete),
            AudienceExplanationView.From(task, match),
            [.. checks.Select(EligibilityExplanationView.From)],
            [.. found.Select(MessageExplanationView.From)],
            isComplete
        );
    }

    private async Task<IReadOnlyList<EligibilityCheck>> ChecksAsync(
        CampaignTask task,
        string contactId,
        string? address,
        IReadOnlyList<FoundMessage> found,
        CancellationToken cancellationToken
    )
    {
        var rules = await checkers.RulesAsync(task, cancellationToken);
        var open = found.FirstOrDefault(one => one.Message.State is MessageState.Pending or MessageState.Sending);
        var recipient = (await recipients.ReadAsync(rules, [(open?.Message.Address ?? address ?? "", contactId)], cancellationToken))[0];
        return
        [
            .. rules
                .Check(recipient, open?.Id, time.GetUtcNow())
                .Where(check => check.Name is not "address" || recipient.Contact is not null),
        ];
    }

    private static string Answer(
        CampaignTask task,
        string contactId,
        AudienceMatch match,
        IReadOnlyList<EligibilityCheck> checks,
        IReadOnlyList<FoundMessage> found,
        bool isComplete
    )
    {
        var held = checks.FirstOrDefault(check => !check.Passes);
        if (found.Count > 0)
        {
            var (state, reason) = (EnumNames.Of(found[0].Message.State), found[0].Message.Reason);
            var because = reason is null ? "" : $": {reason}";
            var whose = found[0].Message.ContactId is { } other && other != contactId ? $", to contact {other} at the same address," : "";
            var wouldBeHeld = found[0].Message.State is MessageState.Pending && held is not null && held.Reason != reason;
            var obstacleNow = wouldBeHeld ? $" It would not be sent now: {held!.Reason}." : "";
            return $"The message of run {found[0].Run.Id}{whose} is {state}{because}.{obstacleNow}";
        }

        return match.Obstacle is { } obstacle ? $"Not in the audience now: {obstacle.Condition}: {obstacle.Found}."
            : !match.Matches ? "Not in the audience now."
            : held is not null ? $"In the audience, but no message may leave now: {held.Reason}."
            : task.CurrentRun is null ? "In the audience and eligible: the task has not begun."
            : isComplete ? "In the audience and eligible now, but not when past runs were planned, or another contact had the address."
            : "In the audience and eligible now; the ledger was too long to search to its end.";
    }
}

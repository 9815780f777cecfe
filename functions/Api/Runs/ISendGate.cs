using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;

namespace CampaignTasks.Api.Runs;

/// <summary>The last look before a message leaves: whatever happened since planning counts here. One per visit to a lane.</summary>
internal interface ISendGate
{
    /// <summary>Looks at all messages of a claim at once, before the first is judged: judging them soon after costs no look of their own.</summary>
    Task LookAheadAsync(IReadOnlyList<(MessageId Id, LedgerMessage Message)> claim, CancellationToken cancellationToken);

    /// <summary>Judges one message, right before its request leaves.</summary>
    Task<GateVerdict> JudgeAsync(MessageId id, LedgerMessage message, CancellationToken cancellationToken);

    /// <summary>Hears which messages left and which did not after all, before either is settled. Saying it again changes nothing.</summary>
    Task HearAsync(IReadOnlyList<GateReport> reports);
}

/// <summary>What the gate says of a message.</summary>
internal abstract record GateVerdict
{
    private GateVerdict() { }

    /// <summary>It may leave.</summary>
    /// <param name="Contact">The contact as it is now, for the creative; null for an address that leads to none.</param>
    /// <param name="Unsubscribe">Where the person ends such messages with one click; null where there is no such place.</param>
    public sealed record Pass(Contact? Contact, Uri? Unsubscribe) : GateVerdict;

    /// <summary>It never leaves.</summary>
    /// <param name="Reason">Why, for whoever reads the message's record.</param>
    public sealed record Skip(string Reason) : GateVerdict;

    /// <summary>It does not leave yet.</summary>
    public sealed record Wait(DateTimeOffset Until, string Reason) : GateVerdict;
}

/// <summary>What became of a message that the gate let pass.</summary>
internal readonly record struct GateReport(MessageId Id, LedgerMessage Message, bool HasLeft);

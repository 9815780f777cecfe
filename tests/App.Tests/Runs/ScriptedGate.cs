using CampaignTasks.Api.Runs;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Runs;

namespace CampaignTasks.App.Tests.Runs;

/// <summary>A gate that says what a test wants, and remembers what it heard.</summary>
internal sealed class ScriptedGate(Func<LedgerMessage, GateVerdict> judge) : ISendGate
{
    public List<GateReport> Heard { get; } = [];

    public Task LookAheadAsync(IReadOnlyList<(MessageId Id, LedgerMessage Message)> claim, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<GateVerdict> JudgeAsync(MessageId id, LedgerMessage message, CancellationToken cancellationToken) => Task.FromResult(judge(message));

    public Task HearAsync(IReadOnlyList<GateReport> reports)
    {
        lock (Heard)
        {
            Heard.AddRange(reports);
        }

        return Task.CompletedTask;
    }
}

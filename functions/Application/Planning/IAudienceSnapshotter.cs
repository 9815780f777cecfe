using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Planning;

/// <summary>
/// Freezes a task's audience for a run, then reads it. Planning calls <see cref="FreezeAsync"/>, reads as often as it needs, and ends with
/// <see cref="ForgetAsync"/> once the ledger holds everything.
/// </summary>
public interface IAudienceSnapshotter
{
    /// <summary>
    /// Evaluates the audience to its end and keeps the result beside the run. A repetition goes on where a crash interrupted it; what is
    /// frozen already stays as it is, whatever happened to contacts and orders since.
    /// </summary>
    /// <returns>How the audience became messages: <see cref="Waterfall.Planned"/> is the number of recipients.</returns>
    Task<Waterfall> FreezeAsync(CampaignTask task, Run run, CancellationToken cancellationToken);

    /// <summary>The frozen recipients: each address once, and the same ones in the same order in every reading. Memory stays flat.</summary>
    IAsyncEnumerable<Recipient> ReadAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Deletes what was frozen: the ledger has it now. Repeating it is harmless.</summary>
    Task ForgetAsync(Run run, CancellationToken cancellationToken);
}

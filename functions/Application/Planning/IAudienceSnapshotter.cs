using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;

namespace CampaignTasks.Application.Planning;

/// <summary>
/// The snapshot of a task's audience for a run. Planning calls <see cref="CreateAsync"/>, reads as often as it needs, and ends with
/// <see cref="DeleteAsync"/> once the ledger holds everything.
/// </summary>
public interface IAudienceSnapshotter
{
    /// <summary>
    /// Evaluates the audience to its end and stores the result beside the run. A repetition goes on where a crash interrupted it; what is
    /// stored already stays as it is, whatever happened to contacts and orders since.
    /// </summary>
    /// <returns>How the audience became messages: <see cref="Waterfall.Planned"/> is the number of recipients.</returns>
    Task<Waterfall> CreateAsync(CampaignTask task, Run run, CancellationToken cancellationToken);

    /// <summary>Reads the recipients: each address once, and the same ones in the same order every time. Memory stays flat.</summary>
    IAsyncEnumerable<Recipient> ReadAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Deletes the snapshot: the ledger has it now. Repeating it is harmless.</summary>
    Task DeleteAsync(Run run, CancellationToken cancellationToken);
}

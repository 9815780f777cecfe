using CampaignTasks.Domain.Erasures;
using Microsoft.DurableTask;

namespace CampaignTasks.Api.Erasures;

/// <summary><see cref="ErasureActivities.BeginErasures"/>: repeated, it takes the same erasures and what came since.</summary>
internal sealed class BeginErasuresActivity(ErasureNotes notes, IHostApplicationLifetime lifetime) : TaskActivity<ErasureWalk, bool>
{
    public override Task<bool> RunAsync(TaskActivityContext context, ErasureWalk input) => notes.BeginAsync(input, lifetime.ApplicationStopping);
}

/// <summary><see cref="ErasureActivities.EraseFromLedgers"/>: repeated, it finds pseudonyms where it was.</summary>
internal sealed class EraseFromLedgersActivity(LedgerWalker walker, IHostApplicationLifetime lifetime) : TaskActivity<ErasureWalk, ErasureStep>
{
    public override Task<ErasureStep> RunAsync(TaskActivityContext context, ErasureWalk input) => walker.GoOnAsync(input, lifetime.ApplicationStopping);
}

/// <summary><see cref="ErasureActivities.EndErasures"/>: repeated, it finds fewer, or none.</summary>
internal sealed class EndErasuresActivity(ErasureNotes notes, IHostApplicationLifetime lifetime) : TaskActivity<ErasureWalk, bool>
{
    public override Task<bool> RunAsync(TaskActivityContext context, ErasureWalk input) => notes.EndAsync(input, lifetime.ApplicationStopping);
}

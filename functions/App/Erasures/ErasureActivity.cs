using CampaignTasks.Domain.Erasures;
using CampaignTasks.Durable;

namespace CampaignTasks.App.Erasures;

/// <summary><see cref="ErasureActivities.BeginErasures"/>: repeated, it takes the same erasures and what came since.</summary>
internal sealed class BeginErasuresActivity(ErasureNotes notes) : TaskActivity<ErasureWalk, bool>
{
    public override Task<bool> RunAsync(TaskActivityContext context, ErasureWalk input) => notes.BeginAsync(input, context.CancellationToken);
}

/// <summary><see cref="ErasureActivities.EraseFromLedgers"/>: repeated, it finds pseudonyms where it was.</summary>
internal sealed class EraseFromLedgersActivity(LedgerWalker walker) : TaskActivity<ErasureWalk, ErasureStep>
{
    public override Task<ErasureStep> RunAsync(TaskActivityContext context, ErasureWalk input) => walker.GoOnAsync(input, context.CancellationToken);
}

/// <summary><see cref="ErasureActivities.EndErasures"/>: repeated, it finds fewer, or none.</summary>
internal sealed class EndErasuresActivity(ErasureNotes notes) : TaskActivity<ErasureWalk, bool>
{
    public override Task<bool> RunAsync(TaskActivityContext context, ErasureWalk input) => notes.EndAsync(input, context.CancellationToken);
}

using CampaignTasks.Api.Functions;
using Microsoft.Azure.Functions.Worker;

namespace CampaignTasks.Worker.Timers;

/// <summary>The triggers of the catalog's timer functions.</summary>
internal sealed class TimerFunctions(TimerCalls calls)
{
    [Function(nameof(Reconciler))]
    public Task Reconciler([TimerTrigger(FunctionCatalog.EveryTenMinutes)] TimerInfo timer, CancellationToken cancellationToken) =>
        calls.RunAsync(nameof(Reconciler), timer, cancellationToken);

    [Function(nameof(ImportReconciler))]
    public Task ImportReconciler(
        [TimerTrigger(FunctionCatalog.EveryTenMinutesAtHalf)] TimerInfo timer,
        CancellationToken cancellationToken
    ) => calls.RunAsync(nameof(ImportReconciler), timer, cancellationToken);

    [Function(nameof(ErasureReconciler))]
    public Task ErasureReconciler(
        [TimerTrigger(FunctionCatalog.EveryFiveMinutesAtThreeQuarters)] TimerInfo timer,
        CancellationToken cancellationToken
    ) => calls.RunAsync(nameof(ErasureReconciler), timer, cancellationToken);

    [Function(nameof(WebhookReconciler))]
    public Task WebhookReconciler(
        [TimerTrigger(FunctionCatalog.EveryTenMinutesAtQuarter)] TimerInfo timer,
        CancellationToken cancellationToken
    ) => calls.RunAsync(nameof(WebhookReconciler), timer, cancellationToken);

    [Function(nameof(HistoryPurge))]
    public Task HistoryPurge([TimerTrigger(FunctionCatalog.Hourly)] TimerInfo timer, CancellationToken cancellationToken) =>
        calls.RunAsync(nameof(HistoryPurge), timer, cancellationToken);

    [Function(nameof(UsageRecount))]
    public Task UsageRecount([TimerTrigger(FunctionCatalog.HourlyAt37)] TimerInfo timer, CancellationToken cancellationToken) =>
        calls.RunAsync(nameof(UsageRecount), timer, cancellationToken);

    [Function(nameof(Retention))]
    public Task Retention([TimerTrigger(FunctionCatalog.HourlyAt47)] TimerInfo timer, CancellationToken cancellationToken) =>
        calls.RunAsync(nameof(Retention), timer, cancellationToken);

    [Function(nameof(Watchdog))]
    public Task Watchdog([TimerTrigger(FunctionCatalog.EveryFiveMinutes)] TimerInfo timer, CancellationToken cancellationToken) =>
        calls.RunAsync(nameof(Watchdog), timer, cancellationToken);

    [Function(nameof(SingleMessageSweep))]
    public Task SingleMessageSweep([TimerTrigger(FunctionCatalog.EveryMinute)] TimerInfo timer, CancellationToken cancellationToken) =>
        calls.RunAsync(nameof(SingleMessageSweep), timer, cancellationToken);
}

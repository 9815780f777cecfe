using System.Collections.Immutable;
using CampaignTasks.Api.Erasures;
using CampaignTasks.Api.Hooks;
using CampaignTasks.Api.Imports;
using CampaignTasks.Api.Runs;

namespace CampaignTasks.Api.Functions;

/// <summary>
/// What is done at set times and for messages, one row each, whichever host calls it. To add a timer: write a class that is an
/// <see cref="Timers.ITimerFunction"/>, a row here, and a method in the Functions app; tests say so.
/// </summary>
internal static class FunctionCatalog
{
    public const string EveryTenMinutes = "0 */10 * * * *";

    public const string EveryTenMinutesAtHalf = "30 */10 * * * *";

    public const string EveryFiveMinutes = "0 */5 * * * *";

    public const string EveryFiveMinutesAtThreeQuarters = "45 */5 * * * *";

    public const string Hourly = "0 17 * * * *";

    public static ImmutableArray<TimerFunction> Timers { get; } =
    [
        TimerFunction.Of<Reconciler>(EveryTenMinutes),
        TimerFunction.Of<ImportReconciler>(EveryTenMinutesAtHalf),
        TimerFunction.Of<ErasureReconciler>(EveryFiveMinutesAtThreeQuarters),
        TimerFunction.Of<HistoryPurge>(Hourly),
        TimerFunction.Of<Watchdog>(EveryFiveMinutes),
    ];

    public static ImmutableArray<QueueFunction> Queues { get; } = [QueueFunction.Of<DeliveryReports>(options => options.EventsQueueName)];
}

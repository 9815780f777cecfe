using System.Collections.Immutable;
using CampaignTasks.Application.Erasures;
using CampaignTasks.Application.Functions;
using CampaignTasks.Application.Imports;
using CampaignTasks.Application.Maintenance;
using CampaignTasks.Application.Receipts;
using CampaignTasks.Application.SingleMessages;
using CampaignTasks.Application.Webhooks;

namespace CampaignTasks.Api.Functions;

/// <summary>
/// The catalog of timer and queue functions, the same for all hosts. To add a timer, write a class that implements
/// <see cref="CampaignTasks.Application.Functions.ITimerFunction"/>, a row here, and a method in the Functions app; tests check this.
/// </summary>
internal static class FunctionCatalog
{
    public const string EveryMinute = "20 * * * * *";

    public const string EveryTenMinutes = "0 */10 * * * *";

    public const string EveryTenMinutesAtHalf = "30 */10 * * * *";

    public const string EveryTenMinutesAtQuarter = "15 */10 * * * *";

    public const string EveryFiveMinutes = "0 */5 * * * *";

    public const string EveryFiveMinutesAtThreeQuarters = "45 */5 * * * *";

    public const string Hourly = "0 17 * * * *";

    public const string HourlyAt37 = "0 37 * * * *";

    public const string HourlyAt47 = "0 47 * * * *";

    public static ImmutableArray<TimerFunction> Timers { get; } =
    [
        TimerFunction.From<Reconciler>(EveryTenMinutes),
        TimerFunction.From<ImportReconciler>(EveryTenMinutesAtHalf),
        TimerFunction.From<ErasureReconciler>(EveryFiveMinutesAtThreeQuarters),
        TimerFunction.From<WebhookReconciler>(EveryTenMinutesAtQuarter),
        TimerFunction.From<HistoryPurge>(Hourly),
        TimerFunction.From<UsageRecount>(HourlyAt37),
        TimerFunction.From<Retention>(HourlyAt47),
        TimerFunction.From<Watchdog>(EveryFiveMinutes),
        TimerFunction.From<SingleMessageSweep>(EveryMinute),
    ];

    public static ImmutableArray<QueueFunction> Queues { get; } =
    [
        QueueFunction.From<DeliveryReports>(options => options.EventsQueueName),
        QueueFunction.From<WebhookDeliveries>(options => options.WebhooksQueueName),
    ];
}

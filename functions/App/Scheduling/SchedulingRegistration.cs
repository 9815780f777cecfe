using CampaignTasks.Api.Functions;
using CampaignTasks.Domain.Timers;

namespace CampaignTasks.App.Scheduling;

/// <summary>The registration of the calls of timer and queue functions where there is no Functions host.</summary>
internal static class SchedulingRegistration
{
    /// <summary>Adds the lease and the services that work while this process owns it.</summary>
    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        services.AddSingleton<SchedulerLease>().AddSingleton<ISchedulerLease>(provider => provider.GetRequiredService<SchedulerLease>());
        services.AddHostedService(provider => provider.GetRequiredService<SchedulerLease>());
        services.AddHostedService(provider => new TimerHost(
            [.. FunctionCatalog.Timers],
            provider.GetRequiredService<TimerRunner>(),
            provider.GetRequiredService<ITimerMarks>(),
            provider.GetRequiredService<ISchedulerLease>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TimerHost>>()
        ));
        return services.AddHostedService(provider => new QueuePump(
            [.. FunctionCatalog.Queues],
            provider.GetRequiredService<EventQueues>(),
            provider.GetRequiredService<QueueRunner>(),
            provider.GetRequiredService<ISchedulerLease>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<QueuePump>>()
        ));
    }
}

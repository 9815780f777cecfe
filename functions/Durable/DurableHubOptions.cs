using Microsoft.Extensions.Options;

namespace CampaignTasks.Durable;

/// <summary>How the embedded hub works. Checked when the host starts.</summary>
public sealed class DurableHubOptions
{
    /// <summary>Names the hub: 3 to 45 letters and digits, a letter first. Tables begin with it. Default <c>CampaignTasks</c>.</summary>
    public string HubName { get; set; } = "CampaignTasks";

    /// <summary>How long an owner may be silent before another process takes over. Default 15 s; at least three renewals.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the owner renews the lease. Default 5 s.</summary>
    public TimeSpan RenewInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the owner looks for notes of clients in other processes, and a waiting process at the lease. Default 1 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How often the owner searches storage for work that no note told of, and for instances that will be due soon. Default 5 min; first after two
    /// lease durations. A search must not take longer itself, or timers may be late.
    /// </summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How far ahead due times are kept in memory.</summary>
    internal TimeSpan Horizon => 4 * SweepInterval;

    /// <summary>The longest wait between two attempts while storage is away. Default 10 s; the first is 0.2 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stopping owner waits for running activities before it leaves them to its successor. Default 5 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Turns of different instances that run at the same time. Default twice the number of cores.</summary>
    public int MaxConcurrentTurns { get; set; } = 2 * Environment.ProcessorCount;

    /// <summary>Activities that run at the same time. Default 16.</summary>
    public int MaxConcurrentActivities { get; set; } = 16;

    /// <summary>
    /// Whose an instance is, by its id. Turns and activities of different owners take turns, so that nobody's crowd delays the others. Default: all are
    /// one's. Must be fast and always say the same.
    /// </summary>
    public Func<string, string> ShareOf { get; set; } = static _ => string.Empty;

    /// <summary>Activities of one share (see <see cref="ShareOf"/>) that run at the same time. Default null: as many as there are at all.</summary>
    public int? MaxConcurrentActivitiesOfOneShare { get; set; }

    /// <summary>
    /// Activities that wait in memory before the hub stops loading further instances. Default 1,000. An activity must therefore never wait for another
    /// orchestration.
    /// </summary>
    public int MaxQueuedActivities { get; set; } = 1_000;

    /// <summary>Instances at rest that stay in memory. Default 2,000.</summary>
    public int MaxCachedInstances { get; set; } = 2_000;

    /// <summary>Storage requests in flight, lease renewals aside. Default 8: where Azurite saturates.</summary>
    public int MaxStorageRequests { get; set; } = 8;

    /// <summary>
    /// True (the default, and what Durable Functions does) lets a new start take the id of a finished instance, whose result and history are
    /// then gone. False refuses it.
    /// </summary>
    public bool ReuseFinishedInstances { get; set; } = true;

    /// <summary>
    /// How old a trace may become before an instance that continues as new begins another one, linked with it. Default an hour: longer ones are not
    /// read by anybody, and an instance may live for years.
    /// </summary>
    public TimeSpan MaxTraceAge { get; set; } = TimeSpan.FromHours(1);

    internal sealed class Validator : IValidateOptions<DurableHubOptions>
    {
        public ValidateOptionsResult Validate(string? name, DurableHubOptions options)
        {
            List<string> errors = [];
            if (options.HubName is not { Length: >= 3 and <= 45 } hub || !char.IsAsciiLetter(hub[0]) || !hub.All(char.IsAsciiLetterOrDigit))
                errors.Add("HubName: give 3 to 45 letters and digits, a letter first.");
            if (options.RenewInterval <= TimeSpan.Zero || options.LeaseDuration < 3 * options.RenewInterval)
                errors.Add("LeaseDuration: give at least three times RenewInterval, which is above zero.");
            if (options.PollInterval <= TimeSpan.Zero || options.SweepInterval <= TimeSpan.Zero || options.MaxRetryDelay <= TimeSpan.Zero || options.DrainTimeout < TimeSpan.Zero)
                errors.Add("PollInterval, SweepInterval and MaxRetryDelay: give a time above zero. DrainTimeout: not below zero.");
            if (options.MaxTraceAge <= TimeSpan.Zero) errors.Add("MaxTraceAge: give a time above zero.");
            int[] numbers =
            [
                options.MaxConcurrentTurns, options.MaxConcurrentActivities, options.MaxConcurrentActivitiesOfOneShare ?? 1, options.MaxQueuedActivities,
                options.MaxCachedInstances, options.MaxStorageRequests,
            ];
            if (numbers.Any(n => n < 1))
                errors.Add("Max…: give at least 1.");
            return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
        }
    }
}

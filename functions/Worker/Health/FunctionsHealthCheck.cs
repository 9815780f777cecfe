using System.Text.RegularExpressions;
using CampaignTasks.Api.Functions;
using CampaignTasks.Domain.Timers;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CampaignTasks.Worker.Health;

/// <summary>
/// The health of the functions, as far as a worker can see it: degraded while a function is switched off, names a setting that is missing,
/// or is a timer that was not called when it was due. The Functions host itself reports these only in its log.
/// </summary>
internal sealed partial class FunctionsHealthCheck(
    IFunctionMetadataManager functions,
    ITimerMarks marks,
    IConfiguration settings,
    TimeProvider time
) : IHealthCheck
{
    /// <summary>The tolerated delay: ticks come late when a host has to be started for them.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var found = await functions.GetFunctionMetadataAsync(AppContext.BaseDirectory);
        var silent = await Task.WhenAll(FunctionCatalog.Timers.Select(timer => IsSilentAsync(timer, cancellationToken)));
        string[] complaints =
        [
            .. found.Where(IsDisabled).Select(function => $"{function.Name} is switched off."),
            .. found.SelectMany(function =>
                Missing(function).Select(setting => $"{function.Name} names the setting {setting}, which is missing.")
            ),
            .. FunctionCatalog
                .Timers.Zip(silent)
                .Where(timer => timer.Second)
                .Select(timer => $"{timer.First.Name} was not called when it was due."),
        ];
        return complaints is [] ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(' ', complaints));
    }

    // Linux permits no dots in names of variables; two underscores become a colon.
    private bool IsDisabled(IFunctionMetadata function) =>
        new[]
        {
            $"AzureWebJobs.{function.Name}.Disabled",
            $"AzureWebJobs:{function.Name}:Disabled",
            $"AzureWebJobs_{function.Name}_Disabled",
        }.Any(name => settings[name] is "1" || bool.TryParse(settings[name], out var isDisabled) && isDisabled);

    private IEnumerable<string> Missing(IFunctionMetadata function) =>
        (function.RawBindings ?? [])
            .SelectMany(binding => SettingReference().Matches(binding))
            .Select(match => match.Groups[1].Value)
            .Where(name => settings[name] is not { Length: > 0 });

    // Another worker may have been called: the marks are in storage.
    private async Task<bool> IsSilentAsync(TimerFunction timer, CancellationToken cancellationToken)
    {
        var called = await marks.FindAsync(timer.Name, cancellationToken) is { } mark && mark > _startedAt ? mark : _startedAt;
        var secondDue = timer.Schedule.GetNextOccurrence(timer.Schedule.GetNextOccurrence(called.UtcDateTime));
        return time.GetUtcNow() > new DateTimeOffset(secondDue, TimeSpan.Zero) + Grace;
    }

    [GeneratedRegex("%([^%\"\\s]+)%")]
    private static partial Regex SettingReference();
}

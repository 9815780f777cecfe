using System.Runtime.CompilerServices;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Forecasts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Forecasts;

/// <summary>The forecast of a request: it is checked as if the task were created, and nothing of it is stored.</summary>
internal sealed class DryRun(
    TaskService tasks,
    ForecastReader reader,
    ForecastWorkers workers,
    AudienceSources sources,
    ISettingsStore settings,
    TimeProvider time
)
{
    /// <summary>The most recipients whose messages are listed one by one.</summary>
    public const int MaxMessages = 10_000;

    private const int MaxOccurrences = 50;

    /// <summary>Forecasts the task of a request.</summary>
    /// <exception cref="CampaignTasks.Domain.Validation.ValidationException">Something is wrong with the request.</exception>
    /// <exception cref="CampaignTasks.Domain.CapacityExceededException">Too many forecasts are under way.</exception>
    public Task<DryRunResult> RunAsync(string tenantId, string id, TaskRequest request, CancellationToken cancellationToken) =>
        workers.RunAsync(tenantId, () => ForecastAsync(tenantId, id, request, cancellationToken), cancellationToken);

    private async Task<DryRunResult> ForecastAsync(string tenantId, string id, TaskRequest request, CancellationToken cancellationToken)
    {
        var (draft, list) = await tasks.CheckAsync(tenantId, id, request, starts: true, cancellationToken);
        var now = time.GetUtcNow();
        List<Recipient> first = [];
        var query = new AudienceQuery(tenantId, draft.Plan.Channel, draft.Plan.Audience, list.ToAsyncEnumerable());
        var recipients = KeepingAsync(first, sources.RecipientsAsync(query, cancellationToken), cancellationToken);
        var scope = await reader.ReadAsync(draft, recipients, MaxOccurrences, now, cancellationToken);
        if (first.Count > MaxMessages)
        {
            return new DryRunResult(
                await ForecastWorkers.ComputeAsync(() => Forecaster.Of(scope, cancellationToken: cancellationToken), cancellationToken),
                Messages: null
            );
        }

        var zoneOf = await settings.ZonesAsync(tenantId, draft.Plan.Schedule, cancellationToken);
        var pages = new DryRunPages(draft.Plan, first, scope.Task.Load.Lanes.Count, zoneOf, now);
        List<DryRunMessage> messages = [];
        scope = scope with { Task = scope.Task with { Load = pages.Load } };
        var forecast = await ForecastWorkers.ComputeAsync(
            () => Forecaster.Of(scope, until: null, Add, cancellationToken),
            cancellationToken
        );
        return new DryRunResult(forecast, [.. messages.OrderBy(message => message.At)]);

        void Add(PlannedMessage planned) => messages.Add(new DryRunMessage(pages.AddressOf(planned), Minute(planned.At), planned.Account));
    }

    /// <summary>Passes recipients on and keeps the first: one more than are listed one by one.</summary>
    private static async IAsyncEnumerable<Recipient> KeepingAsync(
        List<Recipient> first,
        IAsyncEnumerable<Recipient> recipients,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var recipient in recipients.WithCancellation(cancellationToken))
        {
            if (first.Count <= MaxMessages)
            {
                first.Add(recipient);
            }

            yield return recipient;
        }
    }

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}

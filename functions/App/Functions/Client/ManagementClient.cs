using System.Globalization;
using System.Net;
using System.Text.Json;
using CampaignTasks.Durable;

namespace CampaignTasks.App.Functions.Client;

/// <summary>
/// The client of orchestrations that the Durable extension runs: its HTTP management API. The API starts nothing at a later time and keeps no
/// tags.
/// </summary>
internal sealed class ManagementClient(ManagementHttp http, DataConverter converter, TimeProvider time) : DurableTaskClient
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The options name a time.</exception>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input, StartOrchestrationOptions? options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(orchestratorName.Name, nameof(orchestratorName));
        if (options?.StartAt is not null)
        {
            throw new NotSupportedException("The management API starts at once: let the orchestrator wait.");
        }

        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        var path = $"orchestrators/{Escape(orchestratorName.Name)}/{Escape(id)}";
        using var answer = await http.SendAsync(HttpMethod.Post, path, [("version", options?.Version)], converter.Serialize(input), cancellationToken);
        return answer.StatusCode switch
        {
            HttpStatusCode.Accepted => id,
            HttpStatusCode.Conflict => throw new OrchestrationAlreadyExistsException(id),
            HttpStatusCode.BadRequest => throw new ArgumentException($"The host refused the start of '{orchestratorName}' as '{id}'."),

            // Extensions before 3 answer so when the id is in use.
            HttpStatusCode.InternalServerError when await GetInstanceAsync(id, false, cancellationToken) is { IsCompleted: false } => throw new OrchestrationAlreadyExistsException(id),
            _ => throw ManagementHttp.Unexpected(answer),
        };
    }

    /// <inheritdoc/>
    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return TellAsync(instanceId, $"raiseEvent/{Escape(eventName)}", [], converter.Serialize(eventPayload) ?? "null", cancellationToken);
    }

    /// <inheritdoc/>
    public override Task SuspendInstanceAsync(string instanceId, string? reason, CancellationToken cancellationToken) =>
        TellAsync(instanceId, "suspend", [("reason", reason)], null, cancellationToken);

    /// <inheritdoc/>
    public override Task ResumeInstanceAsync(string instanceId, string? reason, CancellationToken cancellationToken) =>
        TellAsync(instanceId, "resume", [("reason", reason)], null, cancellationToken);

    /// <inheritdoc/>
    public override Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellationToken) =>
        TellAsync(instanceId, "terminate", [("reason", output as string ?? converter.Serialize(output))], null, cancellationToken);

    /// <inheritdoc/>
    public override async Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs, CancellationToken cancellationToken)
    {
        using var answer = await http.SendAsync(HttpMethod.Get, Instance(instanceId), [("showInput", Text(getInputsAndOutputs))], null, cancellationToken);
        return answer.StatusCode switch
        {
            HttpStatusCode.NotFound => null,
            HttpStatusCode.OK or HttpStatusCode.Accepted => InstanceAnswer.Read(await ManagementHttp.JsonAsync(answer, cancellationToken), getInputsAndOutputs, converter),
            _ => throw ManagementHttp.Unexpected(answer),
        };
    }

    /// <inheritdoc/>
    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter) => new(async (token, size, cancellationToken) =>
    {
        filter ??= new();
        (string, string?)[] parameters =
        [
            ("createdTimeFrom", Text(filter.CreatedFrom)), ("createdTimeTo", Text(filter.CreatedTo)), ("runtimeStatus", Text(filter.Statuses)),
            ("instanceIdPrefix", filter.InstanceIdPrefix), ("showInput", Text(filter.FetchInputsAndOutputs)),
            ("top", (size ?? filter.PageSize).ToString(CultureInfo.InvariantCulture)),
        ];
        using var answer = await http.SendAsync(HttpMethod.Get, "instances", parameters, null, cancellationToken, token ?? filter.ContinuationToken);
        if (answer.StatusCode is not HttpStatusCode.OK)
        {
            throw ManagementHttp.Unexpected(answer);
        }

        var json = await ManagementHttp.JsonAsync(answer, cancellationToken);
        return new(
            [.. json.EnumerateArray().Select(item => InstanceAnswer.Read(item, filter.FetchInputsAndOutputs, converter))],
            answer.Headers.TryGetValues(ManagementHttp.TokenHeader, out var next) && next.FirstOrDefault() is { Length: > 0 } more ? more : null);
    });

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs, CancellationToken cancellationToken) =>
        WaitAsync(instanceId, instance => instance.RuntimeStatus is not OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellationToken);

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs, CancellationToken cancellationToken) =>
        WaitAsync(instanceId, instance => instance.IsCompleted, getInputsAndOutputs, cancellationToken);

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellationToken)
    {
        using var answer = await http.SendAsync(HttpMethod.Delete, Instance(instanceId), [], null, cancellationToken);
        return await PurgedAsync(answer, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        (string, string?)[] parameters =
            [("createdTimeFrom", Text(filter.CreatedFrom ?? DateTimeOffset.UnixEpoch)), ("createdTimeTo", Text(filter.CreatedTo)), ("runtimeStatus", Text(filter.Statuses))];
        using var answer = await http.SendAsync(HttpMethod.Delete, "instances", parameters, null, cancellationToken);
        return await PurgedAsync(answer, cancellationToken);
    }

    private static async Task<PurgeResult> PurgedAsync(HttpResponseMessage answer, CancellationToken cancellationToken) => answer.StatusCode switch
    {
        HttpStatusCode.OK => new((await ManagementHttp.JsonAsync(answer, cancellationToken)).Deserialize(ManagementJson.Default.PurgedAnswer)!.InstancesDeleted),
        HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed => new(0),
        _ => throw ManagementHttp.Unexpected(answer),
    };

    private async Task TellAsync(string instanceId, string what, (string, string?)[] parameters, string? body, CancellationToken cancellationToken)
    {
        using var answer = await http.SendAsync(HttpMethod.Post, $"{Instance(instanceId)}/{what}", parameters, body, cancellationToken);
        switch (answer.StatusCode)
        {
            case HttpStatusCode.Accepted or HttpStatusCode.OK:
                return;
            case HttpStatusCode.NotFound:
                throw new OrchestrationNotFoundException(instanceId);
            case HttpStatusCode.Gone:
                throw new OrchestrationFinishedException(instanceId);

            // The instance is already held, or not held: what was asked for is so.
            case HttpStatusCode.InternalServerError when what is "suspend" or "resume":
                return;
            default:
                throw ManagementHttp.Unexpected(answer);
        }
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<OrchestrationMetadata, bool> reached, bool withPayloads, CancellationToken cancellationToken)
    {
        for (var wait = FirstPoll; ; wait = wait * 2 < LongestPoll ? wait * 2 : LongestPoll)
        {
            var instance = await GetInstanceAsync(instanceId, withPayloads, cancellationToken) ?? throw new OrchestrationNotFoundException(instanceId);
            if (reached(instance))
            {
                return instance;
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private static string Instance(string instanceId) => $"instances/{Escape(instanceId)}";

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Text(bool flag) => flag ? "true" : "false";

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("o", CultureInfo.InvariantCulture);

    private static string? Text(IReadOnlyCollection<OrchestrationRuntimeStatus>? statuses) => statuses is { Count: > 0 } ? string.Join(',', statuses) : null;
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CampaignTasks.App.Functions.Client;
using CampaignTasks.App.Functions.Queues;
using CampaignTasks.App.Functions.Timers;
using CampaignTasks.Durable;

namespace CampaignTasks.App.Functions.Edge;

/// <summary>
/// Answers the Functions host's calls of everything that is not public HTTP. Every answer has a JSON object, for the host waits for ever on an
/// empty one. A turn of an orchestration is always answered with 200, for anything else fails its instance for good; elsewhere another
/// status means that the call failed: a queue's message comes again, an activity is retried by its orchestrator.
/// </summary>
internal sealed class InvocationEdge(
    OrchestrationRunner orchestrations,
    ActivityRunner activities,
    TimerRunner timers,
    QueueRunner queues,
    ManagementEndpoints management,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<InvocationEdge> logger)
{
    // Base64 and JSON text stay readable; the host's reader takes them either way.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="name">The function that is called.</param>
    /// <param name="function">Its row; null when there is none.</param>
    /// <param name="context">The call.</param>
    public async Task AnswerAsync(string name, Function? function, HttpContext context)
    {
        var reply = function is Function.Orchestrator ? await TurnAsync(name, context.Request) : await CallAsync(name, function, context.Request);
        await reply.WriteAsync(context.Response);
    }

    private async Task<Reply> TurnAsync(string orchestrator, HttpRequest request)
    {
        try
        {
            using var invocation = await Invocation.ReadAsync(request.Body, CancellationToken.None);
            return invocation.Text(BindingNames.Orchestrator) is { Length: > 0 } turn
                ? Reply.Returning(orchestrations.Run(turn))
                : throw new FormatException("The call holds no turn.");
        }
        catch (Exception e)
        {
            // Nobody has seen this turn: whatever broke (memory, the connection, a stopping process), another delivery may find it well.
            logger.TurnBroke(e, orchestrator);
            return Reply.Returning(Convert.ToBase64String(OrchestrationRunner.Redeliver()));
        }
    }

    private async Task<Reply> CallAsync(string name, Function? function, HttpRequest request)
    {
        try
        {
            using var invocation = await Invocation.ReadAsync(request.Body, CancellationToken.None);
            switch (function)
            {
                case Function.Activity:
                    return Reply.Returning(await RunActivityAsync(name, invocation));
                case Function.Timer timer:
                    await timers.RunAsync(timer, TimerPayload.Read(invocation, time.GetUtcNow()), lifetime.ApplicationStopping);
                    return Reply.Nothing;
                case Function.Queue queue:
                    await queues.RunAsync(queue, invocation.Text(BindingNames.Message) ?? "", lifetime.ApplicationStopping);
                    return Reply.Nothing;
                case Function.Endpoint:
                    await management.LearnAsync(EndpointOf(invocation), CancellationToken.None);
                    return Reply.Nothing;
                case null when invocation.Text(BindingNames.Orchestrator) is { } turn:
                    // Whatever deployment the host reads its functions from, the executor says in its own words that this orchestrator is unknown.
                    return Reply.Returning(orchestrations.Run(turn));
                default:
                    throw new InvalidOperationException("The app has no such function.");
            }
        }
        catch (Exception e)
        {
            logger.InvocationFailed(e, name);
            return Reply.Failed;
        }
    }

    private static ManagementEndpoint EndpointOf(Invocation invocation) =>
        invocation.Object(BindingNames.Client) is { } client && ManagementEndpoint.Read(client) is { } endpoint
            ? endpoint
            : throw new FormatException("The host's client binding names no address.");

    private async Task<string?> RunActivityAsync(string name, Invocation invocation)
    {
        var outcome = await activities.RunAsync(
            name, invocation.Metadata("instanceId") ?? "", invocation.Json(BindingNames.Activity), lifetime.ApplicationStopping);
        if (outcome.Failure is { } failure)
        {
            logger.ActivityFailed(name, failure.ErrorType);
        }

        return ActivityEnvelope.Seal(outcome);
    }

    /// <summary>What the host is told.</summary>
    private readonly record struct Reply(int Status, string? ReturnValue)
    {
        public static Reply Nothing => new(StatusCodes.Status200OK, null);

        public static Reply Failed => new(StatusCodes.Status500InternalServerError, null);

        public static Reply Returning(string? value) => new(StatusCodes.Status200OK, value);

        public async Task WriteAsync(HttpResponse response)
        {
            var body = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(body, Plain))
            {
                json.WriteStartObject();
                if (ReturnValue is not null)
                {
                    json.WriteString(nameof(ReturnValue), ReturnValue);
                }

                json.WriteEndObject();
            }

            response.StatusCode = Status;
            response.ContentType = "application/json";
            response.ContentLength = body.WrittenCount;
            await response.Body.WriteAsync(body.WrittenMemory, CancellationToken.None);
        }
    }
}

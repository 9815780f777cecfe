using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CampaignTasks.Storage.Connection;

/// <summary>
/// The policy that makes one exception of every way of getting no answer: several failed tries arrive as an
/// <see cref="AggregateException"/>, one as its bare cause, a try that timed out as a cancellation. The caller's own cancellation stays
/// one.
/// </summary>
internal sealed class NoAnswerPolicy : HttpPipelinePolicy
{
    /// <inheritdoc/>
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage is asked asynchronously.");

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception e) when (IsNoAnswer(e) && !message.CancellationToken.IsCancellationRequested)
        {
            throw new RequestFailedException(
                0,
                $"Storage gave no answer to {message.Request.Method}; whether it acted is unknown. {Innermost(e).Message}",
                "NoAnswer",
                e
            );
        }
    }

    private static bool IsNoAnswer(Exception e) =>
        e is AggregateException or IOException or OperationCanceledException || e is RequestFailedException { Status: 0 };

    private static Exception Innermost(Exception e) => e is AggregateException { InnerExceptions: [.., var last] } ? Innermost(last) : e;
}

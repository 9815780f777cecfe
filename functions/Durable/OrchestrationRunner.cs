using CampaignTasks.Durable.Engine;
using CampaignTasks.Durable.Protocol;
using Google.Protobuf;

namespace CampaignTasks.Durable;

/// <summary>
/// Runs one turn of an orchestration for hosts that deliver it as bytes. Total: whatever goes wrong is said in the answer, which is never
/// empty. Thread safe.
/// </summary>
public sealed class OrchestrationRunner
{
    private readonly OrchestrationExecutor _executor;

    internal OrchestrationRunner(OrchestrationExecutor executor) => _executor = executor;

    /// <summary>Runs a turn.</summary>
    /// <param name="request">A Durable Task protocol <c>OrchestratorRequest</c>.</param>
    /// <returns>The <c>OrchestratorResponse</c>. For bytes that are no request: one that fails the instance.</returns>
    public byte[] Run(ReadOnlySpan<byte> request)
    {
        OrchestratorRequest parsed;
        try
        {
            parsed = OrchestratorRequest.Parser.ParseFrom(request);
        }
        catch (InvalidProtocolBufferException unreadable)
        {
            return OrchestrationExecutor.Failed(string.Empty, unreadable).ToByteArray();
        }

        return _executor.Execute(parsed).ToByteArray();
    }

    /// <summary>Runs a turn that is delivered as base64, as the Functions host does.</summary>
    /// <param name="base64Request">The request.</param>
    /// <returns>The response, in padded base64 without line breaks.</returns>
    public string Run(string base64Request)
    {
        ArgumentNullException.ThrowIfNull(base64Request);
        byte[] request;
        try
        {
            request = Convert.FromBase64String(base64Request);
        }
        catch (FormatException unreadable)
        {
            return Convert.ToBase64String(OrchestrationExecutor.Failed(string.Empty, unreadable).ToByteArray());
        }

        return Convert.ToBase64String(Run(request));
    }
}

using System.Text;
using CampaignTasks.Durable.Protocol;

namespace CampaignTasks.Durable.Engine.Hub;

/// <summary>An instance's state as clients see it.</summary>
internal static class Metadata
{
    public static OrchestrationMetadata Of(InstanceState state, bool withPayloads, DataConverter converter)
    {
        var start = withPayloads ? HistoryEvent.Parser.ParseFrom(state.Start.Span).ExecutionStarted : null;
        return new(state.Name, state.InstanceId)
        {
            DataConverter = converter,
            RuntimeStatus = state.Status,
            CreatedAt = state.CreatedAt,
            LastUpdatedAt = state.LastUpdatedAt,
            Version = start?.Version,
            Tags = start is null ? new() : new Dictionary<string, string>(start.Tags),
            SerializedInput = start?.Input,
            SerializedOutput = withPayloads ? Text(state.Output) : null,
            SerializedCustomStatus = withPayloads ? Text(state.CustomStatus) : null,
            FailureDetails = withPayloads && !state.Failure.IsEmpty ? Failures.FromWire(Protocol.TaskFailureDetails.Parser.ParseFrom(state.Failure.Span)) : null,
        };
    }

    private static string? Text(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty ? null : Encoding.UTF8.GetString(utf8.Span);
}

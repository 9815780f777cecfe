using CampaignTasks.Worker.Tests.Host.Messages;
using Grpc.Core;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>The host's end of the workers' streams.</summary>
internal sealed class FunctionRpcService(WorkerChannels channels) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context
    )
    {
        if (
            !await requestStream.MoveNext(context.CancellationToken)
            || channels.Find(requestStream.Current.StartStream?.WorkerId) is not { } channel
        )
        {
            return;
        }

        channel.Hear(requestStream.Current);
        var writing = WriteAsync(channel, responseStream, context.CancellationToken);
        try
        {
            while (await requestStream.MoveNext(context.CancellationToken))
            {
                channel.Hear(requestStream.Current);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or Grpc.Core.RpcException)
        {
            // The process was killed.
        }
        finally
        {
            channel.End();
            await writing;
        }
    }

    private static async Task WriteAsync(
        WorkerChannel channel,
        IServerStreamWriter<StreamingMessage> stream,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await foreach (var message in channel.Outgoing.ReadAllAsync(cancellationToken))
            {
                await stream.WriteAsync(message, cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // Nobody listens any more.
        }
    }
}

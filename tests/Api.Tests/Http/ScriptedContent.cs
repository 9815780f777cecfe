using System.Net;

namespace CampaignTasks.Api.Tests.Http;

/// <summary>A file that is sent as a test likes.</summary>
internal sealed class ScriptedContent : HttpContent
{
    private readonly Func<Stream, Task> _send;

    public ScriptedContent(Func<Stream, Task> send)
    {
        _send = send;
        Headers.ContentType = new("text/plain");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _send(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

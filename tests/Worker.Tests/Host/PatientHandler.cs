using System.Net.Sockets;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>
/// Asks again while nobody listens yet, as the Functions host does: a worker answers calls a moment before its server is up.
/// </summary>
internal sealed class PatientHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int Attempts = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException e)
                when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } && attempt < Attempts)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}

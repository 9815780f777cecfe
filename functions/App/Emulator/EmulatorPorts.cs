using System.Net.Sockets;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Storage.Connection;

namespace CampaignTasks.App.Emulator;

/// <summary>The check of the account's three ports.</summary>
internal static class EmulatorPorts
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    /// <exception cref="StartFailureException">Something else listens on one of the ports, or only some of them answer.</exception>
    public static async Task<EmulatorState> LookAsync(StorageAccount account, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = AnswerWithin };
        (string Service, Uri Endpoint)[] services =
        [
            ("Table", account.TableEndpoint),
            ("Queue", account.QueueEndpoint),
            ("Blob", account.BlobEndpoint),
        ];
        var answering = new List<(string Service, Uri Endpoint)>();
        foreach (var (service, endpoint) in services)
        {
            if (!await ListensAsync(endpoint, cancellationToken))
            {
                continue;
            }

            if (!await IsEmulatorAsync(http, service, endpoint, cancellationToken))
            {
                throw Busy(service, endpoint.Port);
            }

            answering.Add((service, endpoint));
        }

        return answering.Count switch
        {
            0 => EmulatorState.Absent,
            3 => EmulatorState.Running,
            _ => throw new StartFailureException(
                $"A storage emulator answers on port {answering[0].Endpoint.Port}, but not on all of {string.Join(", ", services.Select(at => at.Endpoint.Port))}: end it, or {Otherwise}"
            ),
        };
    }

    /// <summary>Creates the error for a port that the emulator cannot use.</summary>
    public static StartFailureException Busy(string service, int port) =>
        new(
            $"Port {port}, where the storage emulator's {service} service should listen, is in use by something else: end it, or {Otherwise}"
        );

    private const string Otherwise =
        "set AzureWebJobsStorage to a connection string of account devstoreaccount1 whose BlobEndpoint, QueueEndpoint and TableEndpoint have free ports (docs/configuration.md shows one).";

    private static async Task<bool> ListensAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // The emulator names itself in every response, a refusal included, so no signature is needed to recognize it.
    private static async Task<bool> IsEmulatorAsync(HttpClient http, string service, Uri endpoint, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(
                new Uri(endpoint.GetLeftPart(UriPartial.Authority) + "/devstoreaccount1?comp=list"),
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            return answer.Headers.TryGetValues("Server", out var names)
                && names.Any(name => name.StartsWith($"Azurite-{service}/", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CampaignTasks.App.Functions.Client;

/// <summary>
/// Requests to the management API, each with a time of its own. When one is refused for its key, or nobody answers, the endpoint is looked up again
/// and, if it is another one, asked once more. Thread-safe.
/// </summary>
internal sealed class ManagementHttp(HttpMessageInvoker invoker, ManagementEndpoints endpoints, TimeProvider time)
{
    public const string TokenHeader = "x-ms-continuation-token";

    /// <summary>Shorter than the patience of the request that waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <exception cref="ManagementUnknownException">No process was told yet where the API is.</exception>
    /// <exception cref="HttpRequestException">Nobody answers there.</exception>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, (string Name, string? Value)[] parameters, string? body, CancellationToken cancellationToken, string? token = null)
    {
        var endpoint = await endpoints.GetAsync(cancellationToken);
        HttpRequestException? refused = null;
        try
        {
            var answer = await TryAsync(endpoint, method, path, parameters, body, token, cancellationToken);
            if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
            {
                return answer;
            }

            using (answer)
            {
                refused = Unexpected(answer);
            }
        }
        catch (HttpRequestException e)
        {
            refused = e;
        }

        return await endpoints.RefreshAsync(endpoint, cancellationToken) is { } other
            ? await TryAsync(other, method, path, parameters, body, token, cancellationToken)
            : throw refused;
    }

    /// <summary>The body of an answer.</summary>
    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var json = await JsonDocument.ParseAsync(body, new JsonDocumentOptions { MaxDepth = 256 }, cancellationToken);
        return json.RootElement.Clone();
    }

    /// <summary>An answer nobody foresaw, without its address: that holds the key.</summary>
    public static HttpRequestException Unexpected(HttpResponseMessage answer) =>
        new($"The orchestrations' host answered {(int)answer.StatusCode}.", inner: null, answer.StatusCode);

    private async Task<HttpResponseMessage> TryAsync(
        ManagementEndpoint endpoint, HttpMethod method, string path, (string Name, string? Value)[] parameters, string? body, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, endpoint.Address(path, parameters));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation(TokenHeader, token);
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await invoker.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The orchestrations' host did not answer within {Patience.TotalSeconds:0} s.", e);
        }
    }
}

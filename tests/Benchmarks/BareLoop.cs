using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace CampaignTasks.Benchmarks;

/// <summary>The baseline: the same number of requests of the same size with the same concurrency, nothing remembered.</summary>
internal static class BareLoop
{
    public static async Task<double> RunAsync(Uri sink, int requests, int concurrency)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler
            {
                UseCookies = false,
                AllowAutoRedirect = false,
                UseProxy = false,
            }
        );
        var address = new Uri($"{sink}emails:send?api-version=2025-09-01");
        var body = Encoding.UTF8.GetBytes(
            """{"senderAddress":"no-reply@mail.example.com","content":{"subject":"Hello","plainText":"Hi there, it is here."},"recipients":{"to":[{"address":"reader123456@example.net"}]}}"""
        );
        var next = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, concurrency)
                .Select(async _ =>
                {
                    while (Interlocked.Increment(ref next) <= requests)
                    {
                        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
                        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                        using var answer = await http.SendAsync(request);
                        if (answer.StatusCode is not HttpStatusCode.Accepted)
                        {
                            throw new InvalidOperationException($"The sink answered {answer.StatusCode}.");
                        }

                        await answer.Content.ReadAsByteArrayAsync();
                    }
                })
        );
        return requests / clock.Elapsed.TotalSeconds;
    }
}

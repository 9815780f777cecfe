using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// The cheapest mail provider there can be: reads each request, counts it, answers 202. A process of its own, so that its cost is told
/// apart.
/// </summary>
internal static class Sink
{
    /// <param name="port">Where it listens, on loopback.</param>
    /// <param name="keepsTimes">Whether GET /times tells when each request came, in Unix milliseconds.</param>
    /// <param name="keepsKeys">Whether GET / tells, beside the number of requests, how many keys and how many people they were for.</param>
    public static async Task<int> RunAsync(int port, bool keepsTimes, bool keepsKeys = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        var taken = 0;
        ConcurrentQueue<long> times = [];
        ConcurrentDictionary<string, byte> keys = new(),
            people = new();
        app.Run(async context =>
        {
            if (context.Request.Path == "/times")
            {
                await context.Response.WriteAsync(string.Join('\n', times));
                return;
            }

            if (HttpMethods.IsGet(context.Request.Method))
            {
                var counts = string.Create(CultureInfo.InvariantCulture, $"{Volatile.Read(ref taken)} {keys.Count} {people.Count}");
                await context.Response.WriteAsync(counts);
                return;
            }

            if (keepsKeys)
            {
                using var body = await JsonDocument.ParseAsync(context.Request.Body);
                keys.TryAdd(context.Request.Headers["Operation-Id"].ToString(), 0);
                people.TryAdd(body.RootElement.GetProperty("recipients").GetProperty("to")[0].GetProperty("address").GetString()!, 0);
            }

            await context.Request.Body.CopyToAsync(Stream.Null);
            if (keepsTimes)
            {
                times.Enqueue(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
            }

            Interlocked.Increment(ref taken);
            context.Response.StatusCode = 202;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"id":"8540c0de-899f-5cce-acb5-3ec493af3800","status":"Running"}""");
        });
        await app.RunAsync();
        return 0;
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using static CampaignTasks.Benchmarks.Stage;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// A tenant that does at once what hurts most: messages that grow when they are filled, forecasts of large tasks, slow bodies through
/// several keys, slow uploads, requests full of errors, and many copies of a large task. It counts the answers it gets.
/// </summary>
internal sealed class NoisyTenant(Uri address, IReadOnlyList<string> keys, string account) : IDisposable
{
    private const int Recipients = 200_000;
    private const int SlowBodiesOfAKey = 250;
    private const int SlowImports = 100;
    private const int SlowLists = 8;
    private const int Copies = 40;

    private static readonly string Addresses = string.Join('\n', Enumerable.Range(0, Recipients).Select(n => $"r{n}@example.net"));

    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);

    // Made once: the noise is to cost the app more than the benchmark.
    private readonly byte[] _daily = Daily(account);
    private readonly List<HttpClient> _clients = [.. keys.Select(key => Caller(address, key))];

    /// <summary>The answers so far, by what was asked and the status.</summary>
    public IEnumerable<string> Answers =>
        _answers
            .OrderBy(answer => answer.Key, StringComparer.Ordinal)
            .Select(answer => string.Create(CultureInfo.InvariantCulture, $"{answer.Key}: {answer.Value:N0}"));

    private HttpClient Http => _clients[0];

    /// <summary>Makes all of it until it is stopped.</summary>
    public Task MakeNoiseAsync(CancellationToken stop)
    {
        List<Task> noise =
        [
            RepeatAsync("filled messages", SendGrowingAsync, stop),
            .. Enumerable
                .Range(0, 4)
                .Select(_ =>
                    RepeatAsync("dry runs", () => Http.PostAsync(new Uri("/api/tasks/dry-run", UriKind.Relative), Json(_daily), stop), stop)
                ),
            RepeatAsync("forecasts", () => ForecastsAsync(stop), stop),
            .. Enumerable.Range(0, 4).Select(_ => RepeatAsync("errors", () => Http.PostAsync(Tasks, Json(Errors), stop), stop)),
            CopyAsync(stop),
        ];
        foreach (var http in _clients)
        {
            noise.AddRange(Slow(SlowBodiesOfAKey, "slow bodies", http, "/api/tasks", "application/json", stop));
        }

        noise.AddRange(Slow(SlowImports, "slow imports", Http, "/api/contacts/import", "text/csv", stop));
        noise.AddRange(Slow(SlowLists, "slow lists", Http, "/api/audiences/import?name=slow&channel=email", "text/plain", stop));
        return Task.WhenAll(noise);
    }

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    // As they stand in JSON.
    private static string Quotes { get; } = string.Concat(Enumerable.Repeat("\\\"", 1_000));

    private static Uri Tasks => new("/api/tasks", UriKind.Relative);

    private static byte[] Errors { get; } =
        Encoding.UTF8.GetBytes($"{{{string.Join(',', Enumerable.Range(0, 600_000).Select(n => $"\"f{n}\":1"))}}}");

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new("application/json") } };

    private static byte[] Daily(string account) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                name = "Daily",
                channel = "email",
                accounts = new[] { account },
                audience = new { list = Addresses },
                creative = new { subject = "Hello", text = "It is here." },
                schedule = new { startDate = "2030-01-01", recurrence = new { kind = "daily", every = 1 } },
                start = true,
            }
        );

    // Twenty people with a thousand quotes each, written two thousand times.
    private async Task<HttpResponseMessage> SendGrowingAsync()
    {
        var contacts = string.Join(
            '\n',
            Enumerable
                .Range(0, 20)
                .Select(n => $"{{\"id\":\"q{n}\",\"addresses\":{{\"email\":\"q{n}@example.net\"}},\"attributes\":{{\"a\":\"{Quotes}\"}}}}")
        );
        using var stored = await Http.PostAsync(
            new Uri("/api/contacts/import", UriKind.Relative),
            new StringContent(contacts, Encoding.UTF8, "application/x-ndjson")
        );
        Count("contacts", stored.StatusCode);
        return await Http.PostAsJsonAsync(
            Tasks,
            new
            {
                name = "Quotes",
                channel = "email",
                accounts = new[] { account },
                audience = new { list = string.Join('\n', Enumerable.Range(0, 20).Select(n => $"q{n}@example.net")) },
                creative = new { subject = "Hello", html = string.Concat(Enumerable.Repeat("{{ a | default: 1 }}", 2_000)) },
                start = true,
            }
        );
    }

    private async Task<HttpResponseMessage> ForecastsAsync(CancellationToken stop)
    {
        using var made = await Http.PostAsync(Tasks, Json(_daily), stop);
        Count("large tasks", made.StatusCode);
        var id = (string)(await ReadAsync(made))["id"]!;
        await Task.WhenAll(
            Enumerable
                .Range(1, 30)
                .Select(async n =>
                {
                    using var answer = await Http.GetAsync(new Uri($"/api/tasks/{id}/forecast?limit={n * 6}", UriKind.Relative), stop);
                    Count("forecasts", answer.StatusCode);
                })
        );
        return await Http.PostAsync(new Uri($"/api/tasks/{id}/cancel", UriKind.Relative), content: null, stop);
    }

    private async Task CopyAsync(CancellationToken stop)
    {
        using var made = await Http.PostAsync(Tasks, Json(_daily), stop);
        if (!made.IsSuccessStatusCode)
        {
            Count("copies", made.StatusCode);
            return;
        }

        var id = (string)(await ReadAsync(made))["id"]!;
        for (var n = 0; n < Copies && !stop.IsCancellationRequested; n++)
        {
            using var copied = await Http.PostAsync(
                new Uri($"/api/tasks/{id}/copy", UriKind.Relative),
                content: null,
                CancellationToken.None
            );
            Count("copies", copied.StatusCode);
        }
    }

    private IEnumerable<Task> Slow(int count, string what, HttpClient http, string path, string mediaType, CancellationToken stop) =>
        Enumerable
            .Range(0, count)
            .Select(_ =>
                RepeatAsync(what, () => http.PostAsync(new Uri(path, UriKind.Relative), new TrickledContent(mediaType, stop), stop), stop)
            );

    private async Task RepeatAsync(string what, Func<Task<HttpResponseMessage>> ask, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await ask();
                Count(what, answer.StatusCode);

                // Whoever is refused comes again after a second, as it is told.
                var pause = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? 1_000 : 50;
                await Task.Delay(TimeSpan.FromMilliseconds(pause), TimeProvider.System, stop);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or InvalidOperationException or IOException)
            {
                Count($"{what} broke off", 0);
                await Task.Delay(TimeSpan.FromSeconds(stop.IsCancellationRequested ? 0 : 1), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private void Count(string what, HttpStatusCode status) =>
        _answers.AddOrUpdate(status is 0 ? what : $"{what} {(int)status}", 1, static (_, count) => count + 1);

    private static HttpClient Caller(Uri address, string key)
    {
        var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2), BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    /// <summary>A body of 400 bytes every half second.</summary>
    private sealed class TrickledContent : HttpContent
    {
        private static readonly byte[] Piece = [.. Enumerable.Repeat((byte)' ', 400)];

        private readonly CancellationToken _stop;

        public TrickledContent(string mediaType, CancellationToken stop)
        {
            _stop = stop;
            Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            while (!_stop.IsCancellationRequested)
            {
                await stream.WriteAsync(Piece, _stop);
                await stream.FlushAsync(_stop);
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, _stop);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

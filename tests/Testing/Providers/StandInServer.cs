using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Testing.Providers;

/// <summary>
/// A provider's HTTP API on a free loopback port: checks credentials, takes messages, records everything, fails as its <see cref="Script"/>
/// says.
/// </summary>
public abstract class StandInServer : IStandIn
{
    private const int BodyLimit = 10 * 1024 * 1024;

    private readonly ConcurrentQueue<ProviderRequest> _requests = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<(Func<bool> Condition, TaskCompletionSource Met)> _waiting = [];
    private TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? _app;
    private int _count;
    private int _waiters;

    private protected StandInServer(TimeProvider time)
    {
        _time = time;
        Script = new Script(time);
    }

    /// <summary>Where it listens: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Which requests fail, and how.</summary>
    public Script Script { get; }

    /// <summary>Whether request bodies are kept; switch off for runs of millions.</summary>
    public bool KeepsBodies { get; set; } = true;

    /// <summary>Every request with a readable address, in order of arrival.</summary>
    public IReadOnlyCollection<ProviderRequest> Requests => _requests;

    /// <summary>How many requests came.</summary>
    public int RequestCount => Volatile.Read(ref _count);

    /// <summary>Ends the silence of every request that hangs now.</summary>
    public void Release() => Interlocked.Exchange(ref _release, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Ends when the condition holds; it is asked after every request that arrives or is taken.</summary>
    public async Task WaitAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((condition, met));
            Volatile.Write(ref _waiters, _waiting.Count);
        }

        Notice();
        await met.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends when so many requests have come.</summary>
    public Task WaitForRequestsAsync(int count, CancellationToken cancellationToken) =>
        WaitAsync(() => RequestCount >= count, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is { } app)
        {
            await _ending.CancelAsync();
            Release();
            await app.DisposeAsync();
            _ending.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    private protected async Task ListenAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Listen(IPAddress.Loopback, port);
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = BodyLimit;
            });
        var app = _app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
    }

    /// <summary>Understands a request; null after having answered one that is not a send.</summary>
    private protected abstract Task<Arrival?> ReadAsync(HttpContext context, ReadOnlyMemory<byte> body);

    /// <summary>Takes the message, once per key where the provider has keys.</summary>
    private protected abstract object Take(Arrival arrival);

    private protected abstract Task AnswerAsync(HttpContext context, Arrival arrival, object taken);

    private protected abstract Task RefuseAsync(HttpContext context, int status, string code, string message);

    private protected void Notice()
    {
        if (Volatile.Read(ref _waiters) is 0)
        {
            return;
        }

        lock (_lock)
        {
            foreach (var (_, met) in _waiting.FindAll(waiting => waiting.Condition()))
            {
                met.TrySetResult();
            }

            _waiting.RemoveAll(waiting => waiting.Met.Task.IsCompleted);
            Volatile.Write(ref _waiters, _waiting.Count);
        }
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var body = new MemoryStream((int)Math.Clamp(context.Request.ContentLength ?? 0, 0, BodyLimit));
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        if (await ReadAsync(context, body) is not { } arrival)
        {
            return;
        }

        var number = Interlocked.Increment(ref _count);
        _requests.Enqueue(new(number, arrival.To, arrival.Key, _time.GetUtcNow(), arrival.IsAuthentic, KeepsBodies ? body : default));
        Notice();
        if (!arrival.IsAuthentic)
        {
            await RefuseAsync(context, 401, UnauthenticCode, "The credentials are wrong.");
            return;
        }

        await (Script.For(arrival.To) is { } how ? MisbehaveAsync(context, arrival, how) : AnswerAsync(context, arrival, Taken(arrival)));
    }

    private protected abstract string UnauthenticCode { get; }

    private object Taken(Arrival arrival)
    {
        var taken = Take(arrival);
        Notice();
        return taken;
    }

    private async Task MisbehaveAsync(HttpContext context, Arrival arrival, Misbehaviour how)
    {
        switch (how)
        {
            case Misbehaviour.Refuse refuse:
                await RefuseAsync(context, refuse.Status, refuse.Code, refuse.Message);
                break;
            case Misbehaviour.Throttle throttle:
                context.Response.Headers.RetryAfter = throttle.RetryAfter;
                await RefuseAsync(context, 429, "TooManyRequests", "Slow down.");
                break;
            case Misbehaviour.TakeThenFail fail:
                Taken(arrival);
                await RefuseAsync(context, fail.Status, "InternalServerError", "It broke.");
                break;
            case Misbehaviour.Hang hang:
                await HangAsync(context, arrival, hang.Takes);
                break;
            case Misbehaviour.Drop drop:
                DropConnection(context, arrival, drop.Takes);
                break;
            case Misbehaviour.Slow slow:
                var late = Taken(arrival);
                await Task.Delay(slow.By, _time, _ending.Token);
                await AnswerAsync(context, arrival, late);
                break;
            case Misbehaviour.Redirect redirect:
                context.Response.StatusCode = redirect.Status;
                context.Response.Headers.Location = redirect.Location.ToString();
                break;
            case Misbehaviour.Answer answer:
                Taken(arrival);
                context.Response.StatusCode = answer.Status;
                context.Response.ContentType = answer.ContentType;
                await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
                break;
            case Misbehaviour.Stall stall:
                Taken(arrival);
                await StallAsync(context, stall.Status);
                break;
            default:
                throw new InvalidOperationException($"{how} has no part in the play.");
        }
    }

    private async Task StallAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsync("{\"id\":", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await SilenceAsync(context);
    }

    private void DropConnection(HttpContext context, Arrival arrival, bool takes)
    {
        if (takes)
        {
            Taken(arrival);
        }

        context.Abort();
    }

    private async Task HangAsync(HttpContext context, Arrival arrival, bool takes)
    {
        var taken = takes ? Taken(arrival) : null;
        await SilenceAsync(context);
        if (!context.RequestAborted.IsCancellationRequested && !_ending.IsCancellationRequested)
        {
            await AnswerAsync(context, arrival, taken ?? Taken(arrival));
        }
    }

    private async Task SilenceAsync(HttpContext context) =>
        await Task.WhenAny(Volatile.Read(ref _release).Task, Task.Delay(Timeout.InfiniteTimeSpan, _time, context.RequestAborted));

    /// <summary>A send as the provider understands it.</summary>
    private protected sealed record Arrival(string To, Guid? Key, bool IsAuthentic, Uri? StatusCallback = null);
}

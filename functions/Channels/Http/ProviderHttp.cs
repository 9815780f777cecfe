using System.Diagnostics;
using System.Net;
using CampaignTasks.Channels.Outbound;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Channels.Http;

/// <summary>
/// The HTTP client of all providers: pooled HTTP/1.1 connections to permitted addresses, no redirects, no cookies, no retries, one
/// time-out per attempt.
/// </summary>
internal sealed class ProviderHttp : IDisposable
{
    /// <summary>More of an answer is never read: what we look for stands at its start.</summary>
    public const int AnswerLimit = 64 * 1024;

    private readonly HttpMessageInvoker _invoker;
    private readonly OutboundPolicy _policy;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;

    public ProviderHttp(IOptions<ChannelOptions> options, OutboundPolicy policy, OutboundConnector connector, TimeProvider time)
    {
        var value = options.Value;
        _policy = policy;
        _time = time;
        _timeout = value.Timeout;
        var handler = connector.CreateHandler(value.UseProxy);
        handler.MaxConnectionsPerServer = value.MaxConnectionsPerServer;
        handler.PooledConnectionLifetime = value.ConnectionLifetime;
        handler.ConnectTimeout = value.Timeout;
        _invoker = new HttpMessageInvoker(handler);
    }

    /// <summary>Returns null for an address in an account's settings that requests may go to, otherwise what is wrong.</summary>
    public string? CheckAddress(string text, AllowedHosts hosts) =>
        ProviderAddress.TryParse(text, out var address, out var problem) ? _policy.Refuse(address, hosts) : problem;

    /// <summary>Sends one request.</summary>
    /// <param name="request">The request, without its body.</param>
    /// <param name="content">Its body; null: none, and the request changes nothing at the provider.</param>
    /// <param name="hosts">The hosts that it may go to.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="OperationCanceledException">The caller canceled before the request could have left.</exception>
    public async Task<Exchange> SendAsync(
        HttpRequestMessage request,
        OneShotContent? content,
        AllowedHosts hosts,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request.RequestUri);
        cancellationToken.ThrowIfCancellationRequested();
        if (_policy.Refuse(request.RequestUri, hosts) is { } refusal)
        {
            return new Exchange.Refused(refusal);
        }

        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Content = content;
        using var budget = new CancellationTokenSource(_timeout, _time);
        await using var link = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), budget);
        try
        {
            using var response = await _invoker.SendAsync(request, budget.Token);
            RecordExchange(request, response);
            return new Exchange.Answered(
                response.StatusCode,
                response.Headers,
                await ReadAsync(response, budget.Token),
                _policy.IsOwn(request.RequestUri, hosts)
            );
        }
        catch (OperationCanceledException) when (content is not { HasLeft: true } && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (HttpRequestException failure) when (failure.GetBaseException() is OutboundRefusedException refused)
        {
            return new Exchange.Refused(refused.Message);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
        {
            return content is { HasLeft: true } ? InDoubt(failure, cancellationToken) : NotSent(failure);
        }
    }

    public void Dispose() => _invoker.Dispose();

    // Where the attempt has a span of its own it is the sender's; .NET would make one for every message.
    private static void RecordExchange(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (Activity.Current is { Recorded: true, Kind: ActivityKind.Client } span)
        {
            span.SetTag("http.request.method", request.Method.Method)
                .SetTag("server.address", request.RequestUri?.Host)
                .SetTag("http.response.status_code", (int)response.StatusCode);
        }
    }

    private static Exchange.NotSent NotSent(Exception failure) =>
        failure switch
        {
            OperationCanceledException => new("timeout", "No connection to the provider within the time-out."),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new(
                "nameNotFound",
                "The provider's name was not found."
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(
                "tls",
                "The provider's certificate or TLS handshake failed."
            ),
            _ => new("notConnected", "The provider could not be reached."),
        };

    private static Exchange.InDoubt InDoubt(Exception failure, CancellationToken cancellationToken) =>
        failure switch
        {
            OperationCanceledException when cancellationToken.IsCancellationRequested => new("Canceled after the request may have left."),
            OperationCanceledException => new("No answer within the time-out."),
            _ => new("The connection broke before an answer came."),
        };

    // The status line is decisive: an interrupted body is a shorter body, not another outcome.
    private static async Task<PooledBytes> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = new PooledBytes();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (body.Length < AnswerLimit)
            {
                var room = body.GetMemory(1024);
                var read = await stream.ReadAsync(room[..Math.Min(room.Length, AnswerLimit - body.Length)], cancellationToken);
                if (read is 0)
                {
                    break;
                }

                body.Advance(read);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException) { }

        return body;
    }
}

using System.Net;
using System.Net.Http.Headers;

namespace CampaignTasks.Channels.Http;

/// <summary>The result of one request.</summary>
internal abstract record Exchange : IDisposable
{
    private Exchange() { }

    /// <summary>The status line and headers arrived. The body is the part that could be read within the limit, perhaps nothing.</summary>
    public sealed record Answered(HttpStatusCode Status, HttpResponseHeaders Headers, PooledBytes Body) : Exchange
    {
        public int Code => (int)Status;

        public override void Dispose()
        {
            Body.Dispose();
            base.Dispose();
        }
    }

    /// <summary>The request did not leave.</summary>
    public sealed record NotSent(string Code, string Reason) : Exchange;

    /// <summary>The request may have left; no answer came.</summary>
    public sealed record InDoubt(string Reason) : Exchange;

    public virtual void Dispose() { }
}

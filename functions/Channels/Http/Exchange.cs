using System.Net;
using System.Net.Http.Headers;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Http;

/// <summary>The result of one request.</summary>
internal abstract record Exchange : IDisposable
{
    private Exchange() { }

    /// <summary>The status line and headers arrived. The body is the part that could be read within the limit, perhaps nothing.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Headers">The headers.</param>
    /// <param name="Body">The body.</param>
    /// <param name="IsOwn">Whether the host is the provider's own. Texts of other hosts are not shown to anybody.</param>
    public sealed record Answered(HttpStatusCode Status, HttpResponseHeaders Headers, PooledBytes Body, bool IsOwn = true) : Exchange
    {
        private const int LongestId = 64;

        public int Code => (int)Status;

        /// <summary>Returns the provider's text as it may be stored and shown.</summary>
        public string Words(string? text, string? address) =>
            IsOwn ? ProviderWords.Clean(text, address) : "The host is not the provider's own: what it says is not shown.";

        /// <summary>Returns the provider's code if it may be stored and shown; else <c>http</c> and the status.</summary>
        public string CodeOf(string? code) => IsOwn ? ProviderWords.Code(code, $"http{Code}") : $"http{Code}";

        /// <summary>Returns the provider's id of the message; null when another host gave something that is no id.</summary>
        public string? IdOf(string? id) =>
            IsOwn || (id?.Length <= LongestId && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-')) ? id : null;

        public override void Dispose()
        {
            Body.Dispose();
            base.Dispose();
        }
    }

    /// <summary>The policy of outbound requests does not permit the address: nothing left.</summary>
    public sealed record Refused(string Reason) : Exchange
    {
        /// <summary>The code of the outcome.</summary>
        public const string Code = "hostNotAllowed";
    }

    /// <summary>The request did not leave.</summary>
    public sealed record NotSent(string Code, string Reason) : Exchange;

    /// <summary>The request may have left; no answer came.</summary>
    public sealed record InDoubt(string Reason) : Exchange;

    /// <summary>Gets the outcome of a send: the provider's answer as its reader understands it, or what kept it away.</summary>
    public SendOutcome ToOutcome(Func<Answered, SendOutcome> read) =>
        this switch
        {
            Answered answer => read(answer),
            Refused refused => new SendOutcome.Misconfigured(Refused.Code, refused.Reason),
            NotSent unsent => new SendOutcome.Transient(unsent.Code, unsent.Reason),
            InDoubt doubt => new SendOutcome.Unknown(doubt.Reason),
            _ => throw new InvalidOperationException("An exchange ends in one of four ways."),
        };

    /// <summary>Gets the result of a question that changes nothing at the provider.</summary>
    public Verification ToVerification(Func<Answered, Verification> read) =>
        this switch
        {
            Answered { Code: 429 or >= 500 } answer => new Verification.Unclear(
                $"http{answer.Code}",
                "The provider is busy or out of order."
            ),
            Answered answer => read(answer),
            Refused refused => new Verification.Fails(Refused.Code, refused.Reason),
            NotSent unsent => new Verification.Unclear(unsent.Code, unsent.Reason),
            InDoubt doubt => new Verification.Unclear("noAnswer", doubt.Reason),
            _ => throw new InvalidOperationException("An exchange ends in one of four ways."),
        };

    public virtual void Dispose() { }
}

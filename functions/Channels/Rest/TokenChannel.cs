using System.Runtime.CompilerServices;
using CampaignTasks.Channels.Http;
using CampaignTasks.Channels.Outbound;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Channels.Rest;

/// <summary>
/// A channel whose requests carry an access token, which the account's credentials obtain. While the account is in use, the token is kept
/// until it expires.
/// </summary>
internal abstract class TokenChannel(ProviderHttp http, TimeProvider time, AllowedHosts hosts) : RestChannel(http, time, hosts)
{
    private readonly ConditionalWeakTable<ResolvedAccount, AccessToken> _tokens = [];

    /// <summary>The life of a token where the provider does not state it.</summary>
    protected abstract TimeSpan UsualLife { get; }

    /// <inheritdoc/>
    protected override async Task<SendOutcome> AttemptAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var account = message.Account;
        var isKept = _tokens.TryGetValue(account, out var token) && token.IsValid(Time.GetUtcNow());
        if (!isKept)
        {
            (token, var refusal) = await BuyAsync(account, cancellationToken);
            if (token is null)
            {
                return refusal!;
            }

            _tokens.AddOrUpdate(account, token);
        }

        using var request = Authorized(HttpMethod.Post, Address(account, PathOf(message)), token!);
        using var content = Body(message);
        using var exchange = await SendAsync(request, content, cancellationToken);
        if (isKept && exchange is Exchange.Answered answered && SaysTokenEnded(answered))
        {
            // Providers end tokens before their time: the next attempt buys another one.
            _tokens.Remove(account);
            return new SendOutcome.Transient("tokenExpired", "The token was refused: the next attempt gets a new one.");
        }

        return exchange.ToOutcome(answer => Read(answer, message, Time.GetUtcNow()));
    }

    /// <inheritdoc/>
    protected override async Task<Verification> AskAsync(ResolvedAccount account, CancellationToken cancellationToken)
    {
        var (token, refusal) = await BuyAsync(account, cancellationToken);
        if (token is null)
        {
            return refusal switch
            {
                SendOutcome.Misconfigured(var code, var reason) => new Verification.Fails(code, reason),
                SendOutcome.Transient(var code, var reason) => new Verification.Unclear(code, reason),
                _ => new Verification.Unclear("busy", "The provider gives no token now: ask again later."),
            };
        }

        using var content = QuestionBody();
        var method = content is null ? HttpMethod.Get : HttpMethod.Post;
        using var request = Authorized(method, Address(account, QuestionOf(account)), token);
        using var exchange = await SendAsync(request, content, cancellationToken);
        return exchange.ToVerification(answer => ReadIdentity(answer, account));
    }

    // Attempts and questions carry a token that was bought first.
    protected sealed override void Authorize(HttpRequestMessage request, ResolvedAccount account) { }

    /// <summary>Gets where tokens are bought.</summary>
    protected abstract Uri TokenAddress(ResolvedAccount account);

    /// <summary>Writes the form that buys a token.</summary>
    protected abstract IEnumerable<(string Name, string Value)> TokenForm(ResolvedAccount account);

    /// <summary>Reads the refusal of a token.</summary>
    protected abstract SendOutcome ReadRefusal(Exchange.Answered answer);

    /// <summary>True for an answer that a token gets before its time is over.</summary>
    protected abstract bool SaysTokenEnded(Exchange.Answered answer);

    /// <summary>Writes the body of the question about the account; null where it has none.</summary>
    protected virtual OneShotContent? QuestionBody() => null;

    private static HttpRequestMessage Authorized(HttpMethod method, Uri address, AccessToken token)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token.Value}");
        return request;
    }

    // Nothing was sent when no token comes: whatever keeps it away may be tried again, unless the provider refuses the credentials.
    private async Task<(AccessToken? Token, SendOutcome? Refusal)> BuyAsync(ResolvedAccount account, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TokenAddress(account));
        using var content = OneShotContent.Form(TokenForm(account));
        using var exchange = await SendAsync(request, content, cancellationToken);
        if (exchange is Exchange.Answered { Code: 200 } answer && AccessToken.Read(answer, UsualLife, Time.GetUtcNow()) is { } token)
        {
            return (token, null);
        }

        return (
            null,
            exchange.ToOutcome(ReadRefusal) switch
            {
                SendOutcome.Unknown unknown => new SendOutcome.Transient("noToken", unknown.Reason),
                var refusal => refusal,
            }
        );
    }
}

using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Simulation;

/// <summary>One request that reached the provider.</summary>
/// <param name="Number">From 1, over the whole simulation.</param>
/// <param name="At">When it left, by the wall clock.</param>
/// <param name="Elapsed">When it left, by how long the simulation had run.</param>
/// <param name="Account">The account it was made with.</param>
/// <param name="Message">The message.</param>
/// <param name="To">Its address.</param>
/// <param name="Attempt">Which request for this message it is, from 1.</param>
/// <param name="Process">Which process made it, from 1.</param>
internal sealed record Request(
    int Number,
    DateTimeOffset At,
    TimeSpan Elapsed,
    string Account,
    MessageId Message,
    string To,
    int Attempt,
    int Process
)
{
    /// <summary>What it said, in short.</summary>
    public string? Subject { get; init; }
}

/// <summary>What the provider does with a request.</summary>
/// <param name="Outcome">What the channel understands of it.</param>
/// <param name="Takes">Whether the message goes out to its recipient.</param>
/// <param name="After">How long the answer takes, or how long the channel waits for one.</param>
internal sealed record Reply(SendOutcome Outcome, bool Takes, TimeSpan After)
{
    /// <summary>An ordinary answer's time.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(40);

    /// <summary>When a channel gives up.</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(30);

    public static readonly Reply Accepted = new(new SendOutcome.Accepted("scripted"), Takes: true, Soon);

    /// <summary>Taken, and never answered.</summary>
    public static readonly Reply LostAnswer = new(new SendOutcome.Unknown("no answer"), Takes: true, TimeOut);

    /// <summary>Neither taken nor answered.</summary>
    public static readonly Reply Hangs = new(new SendOutcome.Unknown("no answer"), Takes: false, TimeOut);

    public static readonly Reply Transient = new(new SendOutcome.Transient("503", "busy"), Takes: false, Soon);

    public static readonly Reply Misconfigured = new(new SendOutcome.Misconfigured("401", "denied"), Takes: false, Soon);

    public static Reply Rejected(string code = "blocked") => new(new SendOutcome.Rejected(code, "not this one"), Takes: false, Soon);

    public static Reply Throttled(TimeSpan? retryAfter) => new(new SendOutcome.Throttled(retryAfter), Takes: false, Soon);
}

/// <summary>The provider outside of all processes: answers as a test says, remembers every request and what it sent on.</summary>
internal sealed class ScriptedProvider
{
    private readonly List<Request> _requests = [];
    private readonly Dictionary<MessageId, int> _attempts = [];
    private readonly Dictionary<MessageId, int> _sentOn = [];

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<Request> Requests => _requests;

    /// <summary>How often each message went on to its recipient; with a key never more than once, however often it was asked for.</summary>
    public IReadOnlyDictionary<MessageId, int> SentOn => _sentOn;

    /// <summary>Decides on every request; accepts all unless told otherwise.</summary>
    public Func<Request, Reply> Answer { get; set; } = static _ => Reply.Accepted;

    internal Reply Ask(OutgoingMessage message, DateTimeOffset at, TimeSpan elapsed, int process, bool hasKey)
    {
        var attempt = _attempts[message.Id] = _attempts.GetValueOrDefault(message.Id) + 1;
        var (account, subject) = (message.Account.Account.Id, message.Content.Subject);
        var request = new Request(_requests.Count + 1, at, elapsed, account, message.Id, message.To, attempt, process)
        {
            Subject = subject,
        };
        _requests.Add(request);
        var reply = Answer(request);
        if (reply.Takes && !(hasKey && _sentOn.ContainsKey(message.Id)))
        {
            _sentOn[message.Id] = _sentOn.GetValueOrDefault(message.Id) + 1;
        }

        return reply;
    }
}

/// <summary>The provider as one process sees it, on every channel, with or without an idempotency key.</summary>
internal sealed class ScriptedSender(SimulatedDeployment world, SimulatedProcess process, bool hasKey) : IChannel
{
    public const string Keyed = "keyed";

    public const string Keyless = "keyless";

    public IReadOnlyList<ChannelKind> Kinds { get; } = Enum.GetValues<ChannelKind>();

    public string Provider => hasKey ? Keyed : Keyless;

    public bool SupportsIdempotency => hasKey;

    public IReadOnlyList<MessageState> Receipts => [];

    public bool HasTemplates => true;

    public IReadOnlyList<AccountSetting> Settings => [];

    public IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings) => [];

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (process.IsDead)
        {
            return await new TaskCompletionSource<SendOutcome>().Task;
        }

        world.Trace.Add("request", message.To);
        var reply = world.Provider.Ask(message, world.Now, world.Elapsed, process.Number, hasKey);
        await Task.Delay(reply.After, process.Time, CancellationToken.None);
        return reply.Outcome;
    }

    public Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken) =>
        Task.FromResult<Verification>(new Verification.Works(Provider));
}

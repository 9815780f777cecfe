using System.Collections.Concurrent;
using System.Text;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Domain.Tasks;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Testing;

/// <summary>Remembers which tasks were signalled; fails on demand.</summary>
public sealed class RecordedNotifications : ITaskNotifier
{
    private readonly ConcurrentQueue<CampaignTask> _notified = new();

    public IReadOnlyCollection<CampaignTask> Notified => _notified;

    public bool Fails { get; set; }

    public Task ChangedAsync(CampaignTask task, CancellationToken cancellationToken)
    {
        _notified.Enqueue(task);
        return Fails ? Task.FromException(new InvalidOperationException("The hub is away.")) : Task.CompletedTask;
    }
}

/// <summary>Notifications of automations as they were asked for.</summary>
public sealed class RecordedAutomationNotifications : IAutomationNotifier
{
    private readonly ConcurrentQueue<Automation> _notified = new();

    public IReadOnlyCollection<Automation> Notified => _notified;

    public Task ChangedAsync(Automation automation, CancellationToken cancellationToken)
    {
        _notified.Enqueue(automation);
        return Task.CompletedTask;
    }
}

/// <summary>A provider with one plain and one secret setting, on every channel.</summary>
public sealed class PlainChannel : IChannel
{
    public IReadOnlyList<ChannelKind> Kinds { get; } = Enum.GetValues<ChannelKind>();

    public string Provider => "plain";

    public bool SupportsIdempotency => true;

    public IReadOnlyList<MessageState> Receipts { get; } = [MessageState.Delivered];

    public bool HasTemplates => true;

    public IReadOnlyList<AccountSetting> Settings { get; } =
    [
        new("sender", IsRequired: true, IsSecret: false, text =>
            text.Contains('@', StringComparison.Ordinal) ? null : "Give an address with an @."
        ),
        new("password", IsRequired: true, IsSecret: true, text => text.Length >= 8 ? null : "Give 8 or more characters.")
        {
            Hint = "The password of the sender.",
        },
        new("note", IsRequired: false, IsSecret: false, _ => null),
        new("server", IsRequired: false, IsSecret: false, _ => null) { IsSecretDestination = true },
    ];

    public IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings)
    {
        if (settings.TryGetValue("note", out var note) && settings.TryGetValue("sender", out var sender) && note == sender)
        {
            yield return ("note", "Give something else than the sender.");
        }
    }

    public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Accepted(message.Id.ToString()));

    /// <summary>Works for every password but one.</summary>
    public Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken) =>
        Task.FromResult<Verification>(
            account["password"] is "wrong-password"
                ? new Verification.Fails("401", "The password is wrong.")
                : new Verification.Works("plain")
        );
}

/// <summary>Reads calls proved by <c>?code=</c>; each line of the body is <c>message state</c>.</summary>
public sealed class PlainReader : IWebhookReader
{
    public string Provider => "plain";

    public WebhookResult Read(WebhookCall call, ResolvedAccount account)
    {
        if (!call.Url.Query.EndsWith($"code={account["webhookSecret"]}", StringComparison.Ordinal))
        {
            return new WebhookResult.Unverified("wrong code");
        }

        if (call.Method == "OPTIONS")
        {
            return new WebhookResult.Reply("text/plain", call.Url.ToString(), new Dictionary<string, string> { ["X-Handshake"] = "yes" });
        }

        if (Encoding.UTF8.GetString(call.Body.Span).Split(' ') is ["own", var ownId, var ownState])
        {
            return new WebhookResult.OwnReceipt(ownId, Enum.Parse<MessageState>(ownState), Reason: null, call.ReceivedAt);
        }

        List<Receipt> receipts = [];
        foreach (var line in Encoding.UTF8.GetString(call.Body.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // A message, its state, and where it matters the address that was reached or why it takes nothing more.
            if (
                line.Split(' ') is not [var id, var state, .. var more]
                || more.Length > 1
                || !MessageId.TryParse(id, out var message)
                || !Enum.TryParse<MessageState>(state, out var parsed)
            )
            {
                return new WebhookResult.Unreadable("A line is not a message and a state.");
            }

            receipts.Add(
                new Receipt(message, parsed, "p-1", null, call.ReceivedAt)
                {
                    Verdict = more is [var word] && Enum.TryParse<SuppressionReason>(word, out var reason) ? new(reason, Provider) : null,
                    Recipient = more is [var to] ? to : null,
                }
            );
        }

        return new WebhookResult.Receipts(receipts);
    }
}

/// <summary>Everything that was logged, as text.</summary>
public sealed class CapturedLogs : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");

    public void Dispose() { }
}

using System.Collections.Concurrent;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>A provider that answers as a test says and remembers every request.</summary>
internal sealed class ScriptedChannel(bool hasIdempotencyKey, Func<OutgoingMessage, int, SendOutcome> answer) : IChannel
{
    private readonly ConcurrentQueue<OutgoingMessage> _requests = new();

    public IReadOnlyList<ChannelKind> Kinds => [ChannelKind.Email];

    /// <summary>Tests that count by it give their own.</summary>
    public string Provider { get; init; } = "scripted";

    public bool SupportsIdempotency => hasIdempotencyKey;

    public IReadOnlyList<MessageState> Receipts => [];

    public bool HasTemplates => true;

    public IReadOnlyList<AccountSetting> Settings => [];

    /// <summary>In the order they came.</summary>
    public IReadOnlyList<OutgoingMessage> Requests => [.. _requests];

    /// <summary>What happens elsewhere while a request is under way.</summary>
    public Func<OutgoingMessage, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    public static SendOutcome Accept(OutgoingMessage message, int request) => new SendOutcome.Accepted($"p-{message.To}");

    public IEnumerable<(string Setting, string Message)> Check(ChannelKind kind, IReadOnlyDictionary<string, string> settings) => [];

    public Task<Verification> VerifyAsync(ResolvedAccount account, CancellationToken cancellationToken) =>
        Task.FromResult<Verification>(new Verification.Works(Provider));

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        int request;
        lock (_requests)
        {
            _requests.Enqueue(message);
            request = _requests.Count;
        }

        await Meanwhile(message);
        return answer(message, request);
    }
}

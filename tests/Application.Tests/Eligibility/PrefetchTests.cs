using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Consents;
using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Secrets;
using CampaignTasks.Application.Sending;
using CampaignTasks.Application.Suppressions;
using CampaignTasks.Application.Tests.Sending;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CampaignTasks.Application.Tests.Eligibility;

public sealed class PrefetchTests
{
    private readonly CountedContacts _contacts = new();
    private readonly InMemoryTouchStore _touches = new();
    private readonly FakeTimeProvider _time = new(Any.Now);

    [Fact]
    public async Task Claim_Prefetched_CostsOneRead_AndEachMessageNoneOfItsOwn()
    {
        var (checker, claim) = (await CreateAsync(), Claim(100));

        await checker.PrefetchAsync(claim, default);
        foreach (var (id, message) in claim)
        {
            Assert.IsType<EligibilityResult.Pass>(await checker.EvaluateAsync(id, message, default));
        }

        Assert.Equal(1, _contacts.Reads);
    }

    [Fact]
    public async Task Message_ThatWaitsForItsSlot_IsReadAgain()
    {
        var (checker, claim) = (await CreateAsync(), Claim(2));
        await checker.PrefetchAsync(claim, default);
        Assert.IsType<EligibilityResult.Pass>(await checker.EvaluateAsync(claim[0].Id, claim[0].Message, default));

        await _contacts.SetConsentAsync(
            Any.TenantId,
            ChannelKind.Email,
            claim[1].Message.Address,
            new(ConsentStatus.Unsubscribed, "link", _time.GetUtcNow()),
            default
        );
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.StartsWith(
            "unsubscribed",
            Assert.IsType<EligibilityResult.Skip>(await checker.EvaluateAsync(claim[1].Id, claim[1].Message, default)).Reason,
            StringComparison.Ordinal
        );
        Assert.Equal(2, _contacts.Reads);
    }

    [Fact]
    public async Task Prefetch_ThatFails_LeavesEachMessageToItsOwnRead()
    {
        var lane = await Lane.PlanAsync(5);
        var checker = new FailingPrefetch();
        lane.Eligibility = checker;

        await lane.SendUntilDoneAsync(new ScriptedChannel(hasIdempotencyKey: true, ScriptedChannel.Accept));

        Assert.Equal(5, (await lane.CountAsync()).Sent);
        Assert.Equal((1, 5), (checker.Reads, checker.Evaluated));
    }

    private Task<IEligibilityChecker> CreateAsync() =>
        new EligibilityParts
        {
            Contacts = _contacts,
            Touches = _touches,
            Time = _time,
        }.CreateAsync(Any.Task());

    private static List<(MessageId Id, LedgerMessage Message)> Claim(int messages) =>
        [
            .. Enumerable
                .Range(0, messages)
                .Select(i =>
                    (
                        new MessageId(Any.RunId, 0, i),
                        new LedgerMessage($"r{i}@example.net", MessageState.Sending, 0, "a1", null, null, Any.Now)
                    )
                ),
        ];

    /// <summary>A checker whose prefetch fails.</summary>
    private sealed class FailingPrefetch : IEligibilityChecker
    {
        private int _evaluated;

        public int Reads { get; private set; }

        public int Evaluated => _evaluated;

        public Task PrefetchAsync(IReadOnlyList<(MessageId Id, LedgerMessage Message)> claim, CancellationToken cancellationToken)
        {
            Reads++;
            throw new IOException("Storage is away.");
        }

        public Task<EligibilityResult> EvaluateAsync(MessageId id, LedgerMessage message, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _evaluated);
            return Task.FromResult<EligibilityResult>(new EligibilityResult.Pass(null, null));
        }

        public Task RecordSentAsync(IReadOnlyList<SendReport> reports) => Task.CompletedTask;
    }

    /// <summary>Contacts that count how often they are looked for by address.</summary>
    private sealed class CountedContacts() : DelegatingContactStore(new InMemoryContactStore())
    {
        public int Reads { get; private set; }

        public override Task<IReadOnlyList<KnownAddress>> FindByAddressAsync(
            string tenantId,
            ChannelKind channel,
            IReadOnlyList<string> addresses,
            CancellationToken cancellationToken
        )
        {
            Reads++;
            return base.FindByAddressAsync(tenantId, channel, addresses, cancellationToken);
        }
    }
}

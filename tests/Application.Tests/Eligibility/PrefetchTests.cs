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

    private Task<IEligibilityChecker> CreateAsync()
    {
        var links = new UnsubscribeLinks(new AesGcmSecretProtector(new byte[32], []), Options.Create(new AppOptions()));
        var reader = new RecipientSnapshotReader(_contacts, new InMemoryOrderStore(), _touches);
        return new EligibilityCheckerFactory(
            new InMemoryAudienceStore(),
            new InMemorySettingsStore(),
            reader,
            new MovedRecipients(new InMemoryRunStore(), new InMemoryLedger(), _touches),
            _touches,
            new SuppressionRecorder(_contacts, new ConsentService(_contacts, _time)),
            links,
            _time
        ).CreateAsync(Any.Task(), default);
    }

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
    private sealed class CountedContacts : IContactStore
    {
        private readonly InMemoryContactStore _store = new();

        public int Reads { get; private set; }

        public Task<IReadOnlyList<KnownAddress>> FindByAddressAsync(
            string tenantId,
            ChannelKind channel,
            IReadOnlyList<string> addresses,
            CancellationToken cancellationToken
        )
        {
            Reads++;
            return _store.FindByAddressAsync(tenantId, channel, addresses, cancellationToken);
        }

        public Task<IReadOnlyList<AddressRecord>> FindRecordsAsync(
            string tenantId,
            ChannelKind channel,
            IReadOnlyList<string> addresses,
            CancellationToken cancellationToken
        ) => _store.FindRecordsAsync(tenantId, channel, addresses, cancellationToken);

        public Task<AddressRecord> ChangeRecordAsync(
            string tenantId,
            ChannelKind channel,
            string address,
            Func<AddressRecord, AddressRecord> change,
            CancellationToken cancellationToken
        ) => _store.ChangeRecordAsync(tenantId, channel, address, change, cancellationToken);

        public Task<bool> MayHaveSuppressionsAsync(string tenantId, CancellationToken cancellationToken) =>
            _store.MayHaveSuppressionsAsync(tenantId, cancellationToken);

        public Task<CursorPage<SuppressedAddress>> ListSuppressedAsync(
            string tenantId,
            ChannelKind? channel,
            int limit,
            string? cursor,
            CancellationToken cancellationToken
        ) => _store.ListSuppressedAsync(tenantId, channel, limit, cursor, cancellationToken);

        public Task<Contact?> FindAsync(string tenantId, string id, CancellationToken cancellationToken) =>
            _store.FindAsync(tenantId, id, cancellationToken);

        public Task<Contact> SaveAsync(Contact contact, CancellationToken cancellationToken) =>
            _store.SaveAsync(contact, cancellationToken);

        public Task DeleteAsync(string tenantId, string id, CancellationToken cancellationToken) =>
            _store.DeleteAsync(tenantId, id, cancellationToken);

        public Task<CursorPage<Contact>> ListAsync(string tenantId, int limit, string? cursor, CancellationToken cancellationToken) =>
            _store.ListAsync(tenantId, limit, cursor, cancellationToken);

        public Task<IReadOnlyList<Contact?>> FindManyAsync(
            string tenantId,
            IReadOnlyList<string> ids,
            CancellationToken cancellationToken
        ) => _store.FindManyAsync(tenantId, ids, cancellationToken);

        public IAsyncEnumerable<Contact> ReadAllAsync(string tenantId, string? afterKey, CancellationToken cancellationToken) =>
            _store.ReadAllAsync(tenantId, afterKey, cancellationToken);
    }
}

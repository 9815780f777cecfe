using System.Runtime.CompilerServices;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Planning;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Addresses;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using Moq;

namespace CampaignTasks.Application.Tests.Planning;

public sealed class AudienceSnapshotterTests
{
    private readonly InMemoryTaskStore _tasks = new();
    private readonly InMemoryContactStore _contacts = new();
    private readonly InMemoryAudienceSnapshotStore _frozen = new();

    [Fact]
    public async Task PastedList_OfContactsAndStrangers_KnowsWhoIsWho()
    {
        await _contacts.SaveAsync(
            Samples.Contact("c1", Any.TenantId, "Ann@example.net") with
            {
                Country = "FR",
                TimeZone = "Europe/Paris",
            },
            default
        );
        var task = await ListAsync("ann@example.net", "bob@example.net");
        var reader = Reader(new PastedListSource(new AddressCandidates(_contacts, new InMemorySettingsStore())));

        var waterfall = await reader.CreateAsync(task, Any.Run(), default);

        Assert.Equal(new Waterfall(3, 1, 2), waterfall);
        Assert.Equal(
            [new Recipient("ann@example.net", "c1", "FR", "Europe/Paris"), new Recipient("bob@example.net")],
            await reader.ReadAsync(Any.Run(), default).ToListAsync()
        );
    }

    [Fact]
    public async Task PastedList_WithOptOuts_LeavesThemOut()
    {
        var no = new Consent(ConsentStatus.Unsubscribed, "link", Any.Now);
        await _contacts.SaveAsync(Samples.Contact("c1", Any.TenantId, "ann@example.net").With(ChannelKind.Email, no, Any.Now), default);
        await _contacts.SetConsentAsync(Any.TenantId, ChannelKind.Email, "bob@example.net", no, default);
        var task = await ListAsync("ann@example.net", "bob@example.net", "zoe@example.net");
        var reader = Reader(new PastedListSource(new AddressCandidates(_contacts, new InMemorySettingsStore())));

        Assert.Equal(new Waterfall(4, 1, 1, NoConsent: 2), await reader.CreateAsync(task, Any.Run(), default));
        Assert.Equal("zoe@example.net", (await reader.ReadAsync(Any.Run(), default).ToListAsync()).Single().Address);
    }

    [Fact]
    public async Task UploadedAddresses_InterruptedWhileTheyAreSnapshot_GoOnAtTheirPlace()
    {
        const int Size = (2 * SnapshotChunk.Capacity) + 1_003;
        var audiences = new Mock<IAudienceStore>(MockBehavior.Strict);
        var audience = new AudienceDefinition
        {
            TenantId = Any.TenantId,
            Id = "a1",
            Name = "Spring",
            Rule = new AddressList(ChannelKind.Email, Size, Duplicates: 4),
            CreatedAt = Any.Now,
            UpdatedAt = Any.Now,
        };
        List<int> passed = [];
        audiences.Setup(store => store.FindAsync(Any.TenantId, "a1", It.IsAny<CancellationToken>())).ReturnsAsync(audience);
        audiences
            .Setup(store => store.ReadAddressesAsync(audience, It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Returns(
                (AudienceDefinition _, int from, CancellationToken _) =>
                {
                    passed.Add(from);
                    return AddressesAsync(from, breaksAt: passed.Count == 1 ? Size - 4 : int.MaxValue);
                }
            );
        await _contacts.SetConsentAsync(
            Any.TenantId,
            ChannelKind.Email,
            "n1@example.net",
            new Consent(ConsentStatus.Unsubscribed, "link", Any.Now),
            default
        );
        await _contacts.SaveAsync(Samples.Contact("c1", Any.TenantId, "n4900@example.net") with { Country = "FR" }, default);
        var reader = Reader(
            new SavedAudienceSource(audiences.Object, null!, new AddressCandidates(_contacts, new InMemorySettingsStore()), null!, null!)
        );
        var task = Any.Task(Any.Plan() with { Audience = new SavedAudience("a1") });

        await Assert.ThrowsAsync<IOException>(() => reader.CreateAsync(task, Any.Run(), default));
        var waterfall = await reader.CreateAsync(task, Any.Run(), default);

        Assert.Equal(new Waterfall(Size + 4, 4, Size - 1, NoConsent: 1), waterfall);
        Assert.Equal([0, (2 * SnapshotChunk.Capacity) + 1], passed);
        var recipients = await reader.ReadAsync(Any.Run(), default).ToListAsync();
        Assert.Equal(
            await AddressesAsync(0, int.MaxValue).Where(address => address is not "n1@example.net").ToListAsync(),
            recipients.Select(recipient => recipient.Address)
        );
        Assert.Equal(new Recipient("n4900@example.net", "c1", "FR", null), recipients[4_899]);

        static async IAsyncEnumerable<string> AddressesAsync(int from, int breaksAt)
        {
            await Task.Yield();
            for (var i = from; i < Size; i++)
            {
                yield return i == breaksAt ? throw new IOException("Storage is away.") : $"n{i}@example.net";
            }
        }
    }

    [Fact]
    public async Task Freeze_InterruptedAnywhere_EndsAsIfItHadNotBeen()
    {
        var task = Any.Task(Any.Plan() with { Audience = new SavedAudience("a1") });
        var whole = Reader(new Numbers(30_000, breakAt: int.MaxValue));
        var expected = await whole.CreateAsync(task, Samples.Run(), default);
        foreach (var breakAt in new[] { 0, 9_999, 12_963, 20_000, 29_999 })
        {
            var run = Samples.Run(day: breakAt + 1);
            await Assert.ThrowsAsync<IOException>(() => Reader(new Numbers(30_000, breakAt)).CreateAsync(task, run, default));

            var after = await Reader(new Numbers(30_000, int.MaxValue)).CreateAsync(task, run, default);

            Assert.Equal(expected, after);
            Assert.Equal(await ReadAsync(whole, Samples.Run()), await ReadAsync(whole, run));
        }
    }

    [Fact]
    public async Task Freeze_OfLongTexts_EndsAPieceBeforeItIsTooLarge()
    {
        var addresses = Enumerable.Range(0, 3_000).Select(n => $"{new string('a', 200)}{n}@example.net").ToArray();
        var task = await ListAsync(addresses);
        var reader = Reader(new PastedListSource(new AddressCandidates(_contacts, new InMemorySettingsStore())));

        await reader.CreateAsync(task, Any.Run(), default);

        var chunks = await _frozen.ReadAsync(Any.Run(), default).ToListAsync();
        Assert.Equal(4, chunks.Count);
        Assert.All(chunks, chunk =>
            Assert.InRange(chunk.Recipients.Sum(recipient => recipient.Characters), 1, SnapshotChunk.MaxCharacters)
        );
        Assert.Equal(addresses, await ReadAsync(reader, Any.Run()));
    }

    [Fact]
    public async Task Freeze_OfWhatIsSnapshot_ReadsNothingAgain()
    {
        var first = await Reader(new Numbers(100, int.MaxValue))
            .CreateAsync(Any.Task(Any.Plan() with { Audience = new SavedAudience("a1") }), Any.Run(), default);

        var again = await Reader(new Numbers(100, breakAt: 0))
            .CreateAsync(Any.Task(Any.Plan() with { Audience = new SavedAudience("a1") }), Any.Run(), default);

        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Freeze_ByTwoPlannersAtOnce_FreezesOneAudience()
    {
        var waterfalls = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                        Reader(new Numbers(30_000, int.MaxValue))
                            .CreateAsync(Any.Task(Any.Plan() with { Audience = new SavedAudience("a1") }), Any.Run(), default)
                    )
                )
        );

        Assert.Single(waterfalls.Distinct());
        Assert.Equal(waterfalls[0].Planned, (await ReadAsync(Reader(), Any.Run())).Distinct().Count());
    }

    [Fact]
    public async Task Forget_LeavesNothing()
    {
        var reader = Reader(new Numbers(5, int.MaxValue));
        await reader.CreateAsync(Any.Task(Any.Plan() with { Audience = new SavedAudience("a1") }), Any.Run(), default);

        await reader.DeleteAsync(Any.Run(), default);

        Assert.Empty(await ReadAsync(reader, Any.Run()));
    }

    private AudienceSnapshotter Reader(params IAudienceSource[] sources) => new(_frozen, _tasks, new AudienceSources(sources));

    private static async Task<List<string>> ReadAsync(AudienceSnapshotter reader, Run run) =>
        await reader.ReadAsync(run, default).Select(recipient => recipient.Address).ToListAsync();

    /// <summary>A list with one repetition.</summary>
    private Task<CampaignTask> ListAsync(params string[] addresses) =>
        _tasks.AddAsync(Any.Task(Any.Plan() with { Audience = new PastedList(1, addresses.Length, Duplicates: 1) }), addresses, default);

    /// <summary>
    /// So many people, of whom every tenth repeats the one before, and every seventh has no address. Storage breaks at one of them.
    /// </summary>
    private sealed class Numbers(int count, int breakAt) : IAudienceSource
    {
        public bool Reads(Audience audience) => true;

        public async IAsyncEnumerable<Candidate> ReadAsync(
            AudienceQuery query,
            string? position,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await Task.Yield();
            for (var i = position is null ? 0 : int.Parse(position, System.Globalization.CultureInfo.InvariantCulture) + 1; i < count; i++)
            {
                if (i == breakAt)
                {
                    throw new IOException("Storage is away.");
                }

                var place = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
                yield return i % 7 == 3
                    ? new Candidate(null, ExclusionReason.NoAddress, place)
                    : Candidate.From(new Recipient($"n{(i % 10 == 9 ? i - 1 : i)}@example.net"), place);
            }
        }
    }
}

using System.Globalization;
using CampaignTasks.Domain.Audiences;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Automations;

public sealed class SegmentJourneyTests : IDisposable
{
    private const string Segment = "01k9segment0000000000000aa";

    private readonly AutomationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Contact_WhoBeginsToMatch_Enters_AndEntersOnce()
    {
        await StartAsync(new SegmentRule { Countries = ["FR"] });
        await ChangeAsync("ann", "DE");
        Assert.Empty(await _scene.OfAsync("ann"));

        await ChangeAsync("ann", "FR");
        await ChangeAsync("ann", "FR");

        Assert.Equal(JourneyStatus.Completed, (await _scene.OneOfAsync("ann")).Status);
        Assert.Single(_scene.Sent);
    }

    [Fact]
    public async Task Present_AtTheStart_DoNotEnter_AndAreNotTakenForNewLater()
    {
        await _scene.AddInAsync("FR", "ann", "bob");
        _scene.Fixture.Time.Advance(TimeSpan.FromDays(1));
        await StartAsync(new SegmentRule { Countries = ["FR"] });

        await _scene.AddFactsAsync(Changed("ann"));
        await _scene.PassAsync(TimeSpan.FromHours(3));

        Assert.Empty(_scene.Sent);
    }

    [Fact]
    public async Task Present_AtTheStart_EnterWhereTheDefinitionSaysSo()
    {
        await _scene.AddInAsync("FR", "ann", "bob");
        await _scene.AddInAsync("DE", "eve");
        _scene.Fixture.Time.Advance(TimeSpan.FromDays(1));
        await StartAsync(new SegmentRule { Countries = ["FR"] }, includesPresent: true);

        Assert.Equal(["ann@example.net: Hi", "bob@example.net: Hi"], _scene.Sent.Order());
    }

    [Fact]
    public async Task Contact_StoredBetweenTheStartAndTheFirstLook_Enters_AlsoWithoutAFact()
    {
        await SaveSegmentAsync(new SegmentRule { Countries = ["FR"] });
        await _scene.StartAsync(Plan(includesPresent: false));
        _scene.Fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await _scene.AddInAsync("FR", "ann");

        await _scene.SettleAsync();

        await _scene.OneOfAsync("ann");
    }

    [Theory]
    [InlineData("once", 1)]
    [InlineData("always", 2)]
    public async Task Contact_WhoLeavesAndComesBack_EntersAgainAsReentrySays(string reentry, int entries)
    {
        Reentry rule = reentry is "once" ? new Reentry.Never() : new Reentry.AtEveryOccasion();
        await SaveSegmentAsync(new SegmentRule { Countries = ["FR"] });
        await _scene.StartAsync(Plan(includesPresent: false) with { Reentry = rule });
        await _scene.SettleAsync();
        foreach (var country in (string[])["FR", "DE", "FR", "FR"])
        {
            await ChangeAsync("ann", country);
        }

        Assert.Equal(entries, (await _scene.OfAsync("ann")).Count);
    }

    [Fact]
    public async Task Order_LetsAContactEnterTheSegmentOfBuyers()
    {
        await _scene.AddAsync("ann");
        _scene.Fixture.Time.Advance(TimeSpan.FromDays(1));
        await StartAsync(new SegmentRule { Bought = new PurchaseRule { Products = ["boots"] } });

        await OrderAsync("ann", "boots");
        await _scene.AddFactsAsync(new ContactFact.Ordered("ann", _scene.Now, "o1", OrderStatus.Successful, ["boots"], Country: null));
        await _scene.SettleAsync();

        await _scene.OneOfAsync("ann");
    }

    [Fact]
    public async Task List_InTheRule_LetsItsNewMembersEnter()
    {
        var lists = _scene.Fixture.Get<IAudienceStore>();
        await _scene.AddAsync("ann");
        _scene.Fixture.Time.Advance(TimeSpan.FromDays(1));
        await StartAsync(new SegmentRule { List = "newcomers" });

        await lists.ChangeMembersAsync(Any.TenantId, "newcomers", ["ann"], [], default);
        await _scene.AddFactsAsync(new ContactFact.ListJoined("ann", _scene.Now, "newcomers"));
        await _scene.SettleAsync();

        await _scene.OneOfAsync("ann");
    }

    [Fact]
    public async Task Time_ThatAloneMakesARuleHold_LetsContactsEnterByTheSweep()
    {
        await _scene.AddAsync("ann");
        await OrderAsync("ann", "boots");
        _scene.Fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await StartAsync(new SegmentRule { LastOrder = new LastOrderRule { NotWithinDays = 30 } });

        _scene.Fixture.Time.Advance(TimeSpan.FromDays(29));
        await _scene.SettleAsync();
        Assert.Empty(_scene.Sent);

        _scene.Fixture.Time.Advance(TimeSpan.FromDays(2));
        await _scene.SettleAsync();
        await _scene.OneOfAsync("ann");
    }

    [Fact]
    public async Task Edit_OfTheSegment_TakesThoseWhoMatchItForPresent_AndLaterOnesEnter()
    {
        await _scene.AddInAsync("DE", "ann");
        _scene.Fixture.Time.Advance(TimeSpan.FromDays(1));
        await StartAsync(new SegmentRule { Countries = ["FR"] });
        _scene.Fixture.Time.Advance(TimeSpan.FromDays(1));

        var lists = _scene.Fixture.Get<IAudienceStore>();
        var saved = (await lists.FindAsync(Any.TenantId, Segment, default))!;
        var rule = new Segment(new SegmentRule { Countries = ["DE"] });
        await lists.UpdateAsync(saved with { Rule = rule, UpdatedAt = _scene.Now }, default);
        await _scene.SettleAsync();
        Assert.Empty(_scene.Sent);

        _scene.Fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await ChangeAsync("eve", "DE");
        Assert.Equal(["eve@example.net: Hi"], _scene.Sent);
    }

    [Fact]
    public async Task ManyContacts_ChangedAtOnce_AreSweptTogether_WithFewCalls()
    {
        const int People = 3_000;
        string[] people = [.. Enumerable.Range(0, People).Select(i => string.Create(CultureInfo.InvariantCulture, $"person{i}"))];
        await StartAsync(new SegmentRule { Countries = ["FR"] });
        _scene.Fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await _scene.AddInAsync("FR", people);
        _scene.Fixture.Interruptions.Passed = 0;

        await _scene.AddFactsAsync([.. people.Select(Changed)]);
        await _scene.SettleAsync();
        Assert.Empty(_scene.Sent);
        _scene.Fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await _scene.SettleAsync();

        Assert.Equal(People, _scene.Sent.Distinct().Count());
        Assert.Equal(People, _scene.Sent.Count());

        // Beside the calls for each page of journeys and messages, none for each contact.
        Assert.InRange(_scene.Fixture.Interruptions.Passed, 1, People / 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Memberships_WithFailingWrites_LetEachContactEnterOncePerEntering(int seed)
    {
        const int People = 30;
        var chance = new Random(seed);
        await SaveSegmentAsync(new SegmentRule { Countries = ["FR"] });
        await _scene.StartAsync(Plan(includesPresent: false) with { Reentry = new Reentry.AtEveryOccasion() });
        await _scene.SettleAsync();
        _scene.Fixture.Time.Advance(TimeSpan.FromMinutes(1));
        _scene.Fails = () => chance.Next(30) is 0;
        var (isIn, entered) = (new HashSet<string>(), new Dictionary<string, int>());
        for (var i = 0; i < 200; i++)
        {
            var contact = string.Create(CultureInfo.InvariantCulture, $"person{chance.Next(People)}");
            var country = chance.Next(2) is 0 ? "FR" : "DE";
            if (country is "DE")
            {
                isIn.Remove(contact);
            }
            else if (isIn.Add(contact))
            {
                entered[contact] = entered.GetValueOrDefault(contact) + 1;
            }

            await ChangeAsync(contact, country);
        }

        _scene.Fails = () => false;
        Assert.NotEmpty(entered);
        foreach (var (contact, times) in entered)
        {
            Assert.Equal(times, (await _scene.OfAsync(contact)).Count);
        }

        Assert.Equal(entered.Values.Sum(), _scene.Sent.Count());
    }

    [Fact]
    public async Task ErasedContact_IsForgotten_AndEntersAsANewOne()
    {
        await StartAsync(new SegmentRule { Countries = ["FR"] });
        await ChangeAsync("ann", "FR");

        await _scene.Fixture.Contacts.DeleteAsync(Any.TenantId, "ann", default);
        await _scene.AddFactsAsync(new ContactFact.ContactErased("ann", _scene.Now));
        await _scene.SettleAsync();
        await ChangeAsync("ann", "FR");

        await _scene.OneOfAsync("ann");
        Assert.Equal(2, _scene.Sent.Count());
    }

    private async Task StartAsync(SegmentRule rule, bool includesPresent = false)
    {
        await SaveSegmentAsync(rule);
        await _scene.StartAsync(Plan(includesPresent));
        await _scene.SettleAsync();
    }

    private async Task SaveSegmentAsync(SegmentRule rule) =>
        await _scene
            .Fixture.Get<IAudienceStore>()
            .AddAsync(
                new AudienceDefinition
                {
                    TenantId = Any.TenantId,
                    Id = Segment,
                    Name = "Segment",
                    Rule = new Segment(rule),
                    CreatedAt = _scene.Now,
                    UpdatedAt = _scene.Now,
                },
                default
            );

    private async Task ChangeAsync(string contact, string country)
    {
        _scene.Fixture.Time.Advance(TimeSpan.FromSeconds(1));
        if (await _scene.Fixture.Contacts.FindAsync(Any.TenantId, contact, default) is { } stored)
        {
            await _scene.Fixture.Contacts.SaveAsync(stored with { Country = country, UpdatedAt = _scene.Now }, default);
        }
        else
        {
            await _scene.AddInAsync(country, contact);
        }

        await _scene.AddFactsAsync(Changed(contact));
        await _scene.SettleAsync();
    }

    private async Task OrderAsync(string contact, string product)
    {
        var order = new Order("o1", 1, _scene.Now, OrderStatus.Successful, null, null, Order.NoCurrency, [new OrderItem(product, 1, 1)]);
        await _scene.Fixture.Get<IOrderStore>().SaveAsync(Any.TenantId, [new OrderUpsert(contact, order)], default);
    }

    private ContactFact.ContactChanged Changed(string contact) => new(contact, _scene.Now);

    private static AutomationPlan Plan(bool includesPresent) =>
        SampleAutomations.Plan(SampleAutomations.Send("Hi")) with
        {
            Trigger = new AutomationTrigger.SegmentMembership(Segment) { IncludesPresent = includesPresent },
        };
}

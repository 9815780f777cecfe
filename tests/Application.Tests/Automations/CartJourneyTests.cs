using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Automations;

public sealed class CartJourneyTests : IDisposable
{
    private readonly AutomationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Cart_LeftAlone_StartsAJourney_WhichASecondAbandonmentReplaces()
    {
        await _scene.StartAsync(Carts());
        await _scene.AddAsync("ann");
        await _scene.AddFactsAsync(Cart("ann"));
        await _scene.PassAsync(TimeSpan.FromMinutes(59));
        await _scene.AddFactsAsync(Cart("ann"));
        await _scene.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(await _scene.OfAsync("ann"));

        await _scene.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(JourneyStatus.Started, (await _scene.OneOfAsync("ann")).Status);

        await _scene.AddFactsAsync(Cart("ann"));
        await _scene.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(JourneyStatus.Started, (await _scene.OneOfAsync("ann")).Status);

        await _scene.PassAsync(TimeSpan.FromHours(1));
        var journeys = await _scene.OfAsync("ann");
        Assert.Equal([JourneyStatus.Exited, JourneyStatus.Started], journeys.Select(journey => journey.Status));
        Assert.Equal("cartAbandonedAgain", journeys[0].Reason);

        await _scene.PassAsync(TimeSpan.FromDays(3));
        Assert.Equal(["ann@example.net: One", "ann@example.net: One", "ann@example.net: Two"], _scene.Sent);
    }

    [Theory]
    [InlineData("emptied")]
    [InlineData("bought")]
    public async Task Cart_ThatIsNotAbandoned_StartsNothing(string how)
    {
        await _scene.StartAsync(Carts());
        await _scene.AddAsync("ann");
        await _scene.AddFactsAsync(Cart("ann"));
        await _scene.PassAsync(TimeSpan.FromMinutes(30));

        await _scene.AddFactsAsync(
            how is "emptied" ? new ContactFact.CartChanged("ann", _scene.Now, "cart", IsEmpty: true) : Ordered("ann", "o1", "boots")
        );
        await _scene.PassAsync(TimeSpan.FromDays(3));

        Assert.Empty(await _scene.OfAsync("ann"));
        Assert.Empty(_scene.Sent);
    }

    [Fact]
    public async Task CartFact_SubmittedAgainAfterItsJourneyBegan_StartsNothing()
    {
        await _scene.StartAsync(Carts());
        await _scene.AddAsync("ann");
        var (first, second) = (Cart("ann"), Cart("ann") with { At = _scene.Now.AddMinutes(1) });
        await _scene.AddFactsAsync(first, second);
        await _scene.PassAsync(TimeSpan.FromHours(2));

        await _scene.AddFactsAsync(second, first);
        await _scene.PassAsync(TimeSpan.FromDays(3));

        await _scene.OneOfAsync("ann");
        Assert.Equal(2, _scene.Sent.Count());
    }

    private ContactFact.CartChanged Cart(string contact) => new(contact, _scene.Now, "cart", IsEmpty: false);

    private ContactFact.Ordered Ordered(string contact, string order, string product) =>
        new(contact, _scene.Now, order, OrderStatus.Successful, [product], Country: null);

    private static AutomationPlan Carts() =>
        SampleAutomations.Plan(
            SampleAutomations.Send("One"),
            new AutomationStep.WaitFor(TimeSpan.FromDays(1)),
            SampleAutomations.Send("Two")
        ) with
        {
            Trigger = new AutomationTrigger.AbandonedCart(TimeSpan.FromHours(1)),
            Reentry = new Reentry.AtEveryOccasion(),
        };
}

using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Automations;

public sealed class JourneyTests : IDisposable
{
    private static readonly AutomationStep.WaitFor Day = new(TimeSpan.FromDays(1));

    private readonly AutomationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Member_OfTheList_GetsEachStepWhenItIsDue()
    {
        await _scene.StartAsync(Series());
        await _scene.AddAsync("ann");
        await _scene.AddFactsAsync(Joined("ann"));

        await _scene.SettleAsync();
        Assert.Equal(["ann@example.net: One"], _scene.Sent);

        await _scene.PassAsync(TimeSpan.FromHours(23));
        Assert.Single(_scene.Sent);

        await _scene.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal(["ann@example.net: One", "ann@example.net: Two"], _scene.Sent);
        var journey = await _scene.OneOfAsync("ann");
        Assert.Equal(JourneyStatus.Completed, journey.Status);
        Assert.Equal(["sent", "waited", "sent"], journey.Steps.Select(step => step.Outcome));
        Assert.Equal(2, journey.Steps.Select(step => step.Message).OfType<string>().Distinct().Count());
    }

    [Fact]
    public async Task Fact_SubmittedTwice_StartsNothingTwice()
    {
        await _scene.StartAsync(Series());
        await _scene.AddAsync("ann");
        await _scene.AddFactsAsync(Joined("ann"), Joined("ann"));
        await _scene.SettleAsync();

        await _scene.AddFactsAsync(Joined("ann"));
        await _scene.PassAsync(TimeSpan.FromDays(3));

        await _scene.OneOfAsync("ann");
        Assert.Equal(2, _scene.Sent.Count());
    }

    [Fact]
    public async Task Journey_ThatIsForgotten_IsNotShown_AndItsContactDoesNotEnterTwice()
    {
        await _scene.StartAsync(Series());
        await _scene.AddAsync("ann");
        await _scene.AddFactsAsync(Joined("ann"));
        await _scene.PassAsync(TimeSpan.FromDays(3));

        await _scene.ForgetAsync();
        Assert.Empty(await _scene.OfAsync("ann"));

        await _scene.AddFactsAsync(Joined("ann"));
        await _scene.PassAsync(TimeSpan.FromDays(3));
        Assert.Equal(2, _scene.Sent.Count());
    }

    [Fact]
    public async Task Step_IsCountedInTheMetrics_WithWhatBeganAndEnded()
    {
        using var metrics = new RecordedMetrics(ofThisFlow: true);
        await _scene.StartAsync(Series());
        await _scene.AddAsync("ann", "bob");
        await _scene.AddFactsAsync(Joined("ann"), Joined("bob"));
        await _scene.SettleAsync();
        await _scene.AddFactsAsync(new ContactFact.ConsentChanged("bob", _scene.Now, ChannelKind.Email, IsOptOut: true));
        await _scene.PassAsync(TimeSpan.FromDays(3));

        Assert.Equal(2, metrics.Of("campaigntasks.journeys.entered").Sum());
        Assert.Equal(1, metrics.Of("campaigntasks.journeys.ended", "status=completed").Sum());
        Assert.Equal(1, metrics.Of("campaigntasks.journeys.ended", "status=exited", "reason=optedOut").Sum());
        Assert.Equal(3, metrics.Of("campaigntasks.journey.steps", "outcome=sent").Sum());
        Assert.Equal(1, metrics.Of("campaigntasks.journey.steps", "outcome=waited").Sum());
        Assert.NotEmpty(metrics.Of("campaigntasks.journey.lateness"));
    }

    [Fact]
    public async Task Fact_FromBeforeTheStart_StartsNothing()
    {
        await _scene.StartAsync(Series());
        await _scene.AddAsync("ann");

        await _scene.AddFactsAsync(new ContactFact.ListJoined("ann", _scene.Now.AddSeconds(-1), "newcomers"));
        await _scene.SettleAsync();

        Assert.Empty(await _scene.OfAsync("ann"));
    }

    [Fact]
    public async Task Purchase_WithinTheWindow_Converts_AndNoFurtherStepIsDone()
    {
        await _scene.StartAsync(Series() with { Goal = new AutomationGoal(TimeSpan.FromDays(7)) { Products = ["boots"] } });
        await _scene.AddAsync("ann", "bob");
        await _scene.AddFactsAsync(Joined("ann"), Joined("bob"));
        await _scene.PassAsync(TimeSpan.FromHours(1));

        await _scene.AddFactsAsync(Ordered("ann", "o1", "boots"), Ordered("bob", "o2", "socks"));
        await _scene.PassAsync(TimeSpan.FromDays(3));

        var (ann, bob) = (await _scene.OneOfAsync("ann"), await _scene.OneOfAsync("bob"));
        Assert.Equal((JourneyStatus.Converted, "order o1"), (ann.Status, ann.Reason));
        Assert.Equal(JourneyStatus.Completed, bob.Status);
        Assert.Equal(["ann@example.net: One", "bob@example.net: One", "bob@example.net: Two"], _scene.Sent.Order());
    }

    [Theory]
    [InlineData(8, JourneyStatus.Completed)]
    [InlineData(6, JourneyStatus.Converted)]
    public async Task Purchase_AfterTheLastStep_ConvertsWithinTheWindowOnly(int days, JourneyStatus status)
    {
        await _scene.StartAsync(Series() with { Goal = new AutomationGoal(TimeSpan.FromDays(7)) });
        await _scene.AddAsync("ann");
        await _scene.AddFactsAsync(Joined("ann"));
        await _scene.PassAsync(TimeSpan.FromDays(days));

        await _scene.AddFactsAsync(Ordered("ann", "o1", "boots"));
        await _scene.SettleAsync();

        Assert.Equal(status, (await _scene.OneOfAsync("ann")).Status);
    }

    [Fact]
    public async Task OptOut_OfTheOnlyChannel_EndsTheJourney()
    {
        await _scene.StartAsync(Series());
        await _scene.AddAsync("ann");
        await _scene.AddFactsAsync(Joined("ann"));
        await _scene.PassAsync(TimeSpan.FromHours(1));

        await _scene.AddFactsAsync(new ContactFact.ConsentChanged("ann", _scene.Now, ChannelKind.Sms, IsOptOut: true));
        await _scene.SettleAsync();
        Assert.Equal(JourneyStatus.Started, (await _scene.OneOfAsync("ann")).Status);

        await _scene.AddFactsAsync(new ContactFact.ConsentChanged("ann", _scene.Now, ChannelKind.Email, IsOptOut: true));
        await _scene.PassAsync(TimeSpan.FromDays(3));

        var ann = await _scene.OneOfAsync("ann");
        Assert.Equal((JourneyStatus.Exited, "optedOut: email"), (ann.Status, ann.Reason));
        Assert.Single(_scene.Sent);
    }

    [Fact]
    public async Task Pause_HoldsJourneys_AndPeopleStillEnterAndLeave()
    {
        await _scene.StartAsync(Series() with { Goal = new AutomationGoal(TimeSpan.FromDays(7)) });
        await _scene.AddAsync("ann", "bob");
        await _scene.AddFactsAsync(Joined("ann"));
        await _scene.PassAsync(TimeSpan.FromHours(1));
        await _scene.ChangeAsync(automation => automation.Pause(Automation.PausedByUser, _scene.Now));

        await _scene.AddFactsAsync(Joined("bob"), Ordered("ann", "o1", "boots"));
        _scene.Fixture.Time.Advance(TimeSpan.FromDays(2));
        await _scene.SettleAsync();

        Assert.Single(_scene.Sent);
        Assert.Equal(JourneyStatus.Converted, (await _scene.OneOfAsync("ann")).Status);
        Assert.Equal(JourneyStatus.Started, (await _scene.OneOfAsync("bob")).Status);

        await _scene.ChangeAsync(automation => automation.Resume(_scene.Now));
        await _scene.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal(JourneyStatus.Completed, (await _scene.OneOfAsync("bob")).Status);
    }

    [Fact]
    public async Task Archive_EndsJourneysUnderWay_AndThenTheOrchestration()
    {
        await _scene.StartAsync(Series());
        await _scene.AddAsync("ann");
        await _scene.AddFactsAsync(Joined("ann"));
        await _scene.PassAsync(TimeSpan.FromHours(1));

        await _scene.ChangeAsync(automation => automation.Archive(_scene.Now));
        var turn = await _scene.SettleAsync();

        var ann = await _scene.OneOfAsync("ann");
        Assert.Equal((JourneyStatus.Exited, "archived"), (ann.Status, ann.Reason));
        Assert.Equal(AutomationTurnKind.End, turn.Kind);
    }

    [Theory]
    [InlineData(EditRule.Keep, "Two")]
    [InlineData(EditRule.Move, "New")]
    public async Task Edit_WhileAJourneyWaits_AppliesToItAsTheNewPlanSays(EditRule rule, string last)
    {
        await _scene.StartAsync(Series());
        await _scene.AddAsync("ann");
        await _scene.AddFactsAsync(Joined("ann"));
        await _scene.PassAsync(TimeSpan.FromHours(1));

        var edited = SampleAutomations.Plan(SampleAutomations.Send("One"), Day, SampleAutomations.Send("New")) with { OnEdit = rule };
        await _scene.ChangeAsync(automation => automation.Edit(edited, _scene.Now));
        await _scene.PassAsync(TimeSpan.FromDays(2));

        Assert.Equal(["ann@example.net: One", $"ann@example.net: {last}"], _scene.Sent);
    }

    [Fact]
    public async Task Forecast_CountsTheStepsOfEveryJourney_AlongItsWaits()
    {
        await _scene.StartAsync(Series());
        await _scene.AddAsync("ann", "bob");
        await _scene.AddFactsAsync(Joined("ann"), Joined("bob"));
        await _scene.SettleAsync();

        var forecast = await _scene.ForecastAsync();

        Assert.Equal([("steps[1]", 2), ("steps[2]", 2)], forecast.Steps.Select(step => (step.Step, step.Journeys)));
        Assert.All(forecast.Steps, step => Assert.InRange(_scene.Now.AddDays(1) - step.Hour, TimeSpan.Zero, TimeSpan.FromHours(1)));
        Assert.False(forecast.IsPartial);
    }

    [Fact]
    public async Task Update_ChangesTheContactsAttributes()
    {
        await _scene.StartAsync(SampleAutomations.Plan(SampleAutomations.Plan().Steps[3]));
        await _scene.AddAsync("ann");
        await _scene.AddFactsAsync(Joined("ann"));

        await _scene.SettleAsync();

        var ann = await _scene.Fixture.Contacts.FindAsync(Any.TenantId, "ann", default);
        Assert.Equal("welcomed", ann!.Attributes["stage"].ToString());
        Assert.Equal(["updated"], (await _scene.OneOfAsync("ann")).Steps.Select(step => step.Outcome));
    }

    [Fact]
    public async Task ManyPeople_WithFailingWrites_EachGetEachMessageOnce()
    {
        const int People = 600;
        string[] people = [.. Enumerable.Range(0, People).Select(i => $"person{i}")];
        await _scene.StartAsync(Series());
        await _scene.AddAsync(people);
        var chance = new Random(20261130);
        _scene.Fails = () => chance.Next(60) is 0;

        await _scene.AddFactsAsync([.. people.Select(Joined)]);
        await _scene.PassAsync(TimeSpan.FromDays(2));

        _scene.Fails = () => false;
        Assert.Equal(2 * People, _scene.Sent.Count());
        Assert.Equal(2 * People, _scene.Sent.Distinct().Count());
        foreach (var person in people)
        {
            Assert.Equal(JourneyStatus.Completed, (await _scene.OneOfAsync(person)).Status);
        }
    }

    private ContactFact.ListJoined Joined(string contact) => new(contact, _scene.Now, "newcomers");

    private ContactFact.Ordered Ordered(string contact, string order, string product) =>
        new(contact, _scene.Now, order, OrderStatus.Successful, [product], Country: null);

    private static AutomationPlan Series() => SampleAutomations.Plan(SampleAutomations.Send("One"), Day, SampleAutomations.Send("Two"));
}

using CampaignTasks.Application.Automations;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Domain.Tenants;
using CampaignTasks.Domain.Testers;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Automations;

/// <summary>
/// An automation and its activities on a fake clock, called as its orchestrations call them: a turn that fails is repeated under its name,
/// and given up for a new one when that does not help.
/// </summary>
internal sealed class AutomationScene : IDisposable
{
    private static readonly AutomationKey Key = new(Any.TenantId, "01k9automation000000000aa");

    // As the engine does; a turn that fails more often is followed by another one.
    private const int Attempts = 3;

    private int _turns;

    public ActivityFixture Fixture { get; } = new();

    /// <summary>Decides at each storage call of a turn whether the turn ends there.</summary>
    public Func<bool> Fails
    {
        set => Fixture.Interruptions.Fails = value;
    }

    private IJourneyStore Journeys => Fixture.Get<IJourneyStore>();

    public DateTimeOffset Now => Fixture.Time.GetUtcNow();

    /// <summary>Whom messages were sent to, in order.</summary>
    public IEnumerable<string> Sent => Fixture.Channel.Requests.Select(request => $"{request.To}: {request.Content.Subject}");

    /// <summary>Stores and starts an automation, and an account.</summary>
    public async Task<AutomationScene> StartAsync(AutomationPlan plan, bool withSecret = false)
    {
        await Fixture.Accounts.AddAsync(Any.Account(), default);
        var automation = Automation.Create(Key, plan, Now).Start(Now);
        automation = withSecret ? Fixture.Get<AutomationSecrets>().Ensure(automation) : automation;
        await Fixture.Get<IAutomationStore>().AddAsync(automation, default);
        return this;
    }

    /// <summary>The automation as it is stored.</summary>
    public async Task<Automation> AutomationAsync() => (await Fixture.Get<IAutomationStore>().FindAsync(Key, default))!;

    /// <summary>Stores and starts a test of an automation, and an account.</summary>
    public async Task<AutomationScene> StartTestAsync(AutomationPlan plan, int speed, params Tester[] testers)
    {
        await Fixture.Accounts.AddAsync(Any.Account(), default);
        var test = new AutomationTest("01k9tested0000000000000000", Version: 1, speed, TaskActor.Service) { Testers = testers };
        await Fixture.Get<IAutomationStore>().AddAsync(Automation.CreateTest(Key, plan, test, Now), default);
        await Journeys.SavePageAsync(Key, new JourneyPage(0, TestJourneys.Begin(test, Now)), default);
        return this;
    }

    /// <summary>The journeys of testers.</summary>
    public async Task<IReadOnlyList<Journey>> OfTestersAsync() =>
        [.. (await Journeys.FindPageAsync(Key, page: 0, default))!.Journeys.OfType<Journey>()];

    /// <summary>Stores contacts with an e-mail address.</summary>
    public Task AddAsync(params string[] contacts) => AddInAsync(country: null, contacts);

    /// <summary>Stores contacts with an e-mail address, in a country.</summary>
    public async Task AddInAsync(string? country, params string[] contacts)
    {
        foreach (var id in contacts)
        {
            await Fixture.Contacts.SaveAsync(
                new Contact
                {
                    TenantId = Any.TenantId,
                    Id = id,
                    Addresses = new Dictionary<ChannelKind, string> { [ChannelKind.Email] = $"{id}@example.net" },
                    Country = country,
                    CreatedAt = Now,
                    UpdatedAt = Now,
                },
                default
            );
        }
    }

    /// <summary>Appends facts to the inbox.</summary>
    public Task AddFactsAsync(params ContactFact[] facts) =>
        Fixture.Get<IFactInbox>().AppendAsync(Key.TenantId, Key.AutomationId, facts, default);

    /// <summary>The steps that come due.</summary>
    public async Task<DueJourneys> ForecastAsync()
    {
        var forecast = new JourneyForecast(Journeys, Fixture.Get<SendingTasks>(), Fixture.Get<ISettingsStore>(), Fixture.Time);
        return await forecast.OfAsync((await Fixture.Get<IAutomationStore>().FindAsync(Key, default))!, default);
    }

    /// <summary>Changes the stored automation.</summary>
    public async Task ChangeAsync(Func<Automation, Automation> change)
    {
        var store = Fixture.Get<IAutomationStore>();
        await store.UpdateAsync(change((await store.FindAsync(Key, default))!), default);
    }

    /// <summary>Takes turns, and sends what they hand over, until nothing is to be done now.</summary>
    public async Task<AutomationTurn> SettleAsync()
    {
        AutomationTurn turn;
        bool hasSent;
        do
        {
            turn = await TakeTurnAsync();
            hasSent = await SendAsync();
        } while (hasSent || turn.Kind is AutomationTurnKind.Continue);

        return turn;
    }

    /// <summary>Lets time pass; whatever becomes due on the way is done when it is.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var end = Now + time;
        await SettleAsync();
        while (await IsActiveAsync() && await NextDueAsync() is { } due && due <= end)
        {
            Fixture.Time.Advance(due > Now ? due - Now : TimeSpan.Zero);
            await SettleAsync();
        }

        Fixture.Time.Advance(end - Now);
        await SettleAsync();
    }

    /// <summary>The journeys of a contact, oldest first, those that callers do not see left out.</summary>
    public async Task<IReadOnlyList<Journey>> OfAsync(string contact)
    {
        var found = await Fixture.Get<JourneyReader>().OfContactAsync(Key.TenantId, contact, Key.AutomationId, default);
        return [.. found.Select(one => one.Journey)];
    }

    /// <summary>The only journey of a contact.</summary>
    public async Task<Journey> OneOfAsync(string contact) => Assert.Single(await OfAsync(contact));

    /// <summary>Forgets all journeys that have ended.</summary>
    public async Task ForgetAsync()
    {
        await foreach (var page in Journeys.ReadPagesAsync(Key, fromPage: 0, default))
        {
            page.Forget(Now);
            await Journeys.SavePageAsync(Key, page, default);
        }
    }

    public void Dispose() => Fixture.Dispose();

    /// <summary>The next instant at which a journey goes on; null when none does.</summary>
    private async Task<DateTimeOffset?> NextDueAsync() => (await Journeys.ReadDueAsync(Key, 1, default)) is [var first] ? first.At : null;

    private async Task<bool> IsActiveAsync() =>
        await Fixture.Get<IAutomationStore>().FindAsync(Key, default) is { Status: AutomationStatus.Active };

    private async Task<AutomationTurn> TakeTurnAsync()
    {
        while (true)
        {
            var work = new AutomationWork(new AutomationRef(Key.TenantId, Key.AutomationId), $"turn{_turns++}");
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                try
                {
                    Fixture.Interruptions.IsArmed = true;
                    return await Fixture.CallAsync<MoveJourneysActivity, AutomationWork, AutomationTurn>(work);
                }
                catch (Exception e) when (e is TimeoutException or ConcurrencyConflictException)
                {
                    // Killed.
                }
                finally
                {
                    Fixture.Interruptions.IsArmed = false;
                }
            }
        }
    }

    /// <returns>Whether something was sent or closed.</returns>
    private async Task<bool> SendAsync()
    {
        var hasSent = false;
        foreach (var known in (await Journeys.ReadProgressAsync(Key, default)).Runs)
        {
            var run = new RunRef(Key.TenantId, Key.AutomationId, known.Run.ToString());
            if ((await Fixture.Runs.FindAsync(known.Run, default))?.CompletedAt is not null)
            {
                // Its outcomes are to be taken over.
                hasSent = true;
                continue;
            }

            var progress = await Fixture.SendPagesAsync(new LaneWork(run, Lane: 0, FromPage: 0), JourneyActivities.InstanceId(run));
            if (progress.State is LaneState.Done or LaneState.Halted)
            {
                hasSent |= (await Fixture.CallAsync<FinishJourneyRunActivity, RunRef, JourneyRunEnd>(run)).IsClosed;
            }
        }

        return hasSent;
    }
}

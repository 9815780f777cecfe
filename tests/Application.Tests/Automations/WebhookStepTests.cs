using System.Text.Json.Nodes;
using CampaignTasks.Application.Automations;
using CampaignTasks.Domain.Automations;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Journeys;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Webhooks;
using CampaignTasks.Testing;

namespace CampaignTasks.Application.Tests.Automations;

public sealed class WebhookStepTests : IDisposable
{
    private const string Url = "https://shop.example/hooks";

    private readonly AutomationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    private ScriptedReceiver Receiver => _scene.Fixture.Get<ScriptedReceiver>();

    [Fact]
    public async Task Step_PostsASignedBody_AndTheJourneyGoesOn()
    {
        await StartAsync("ann");

        var (url, headers, body) = Assert.Single(Receiver.Requests);
        Assert.Equal(Url, url);
        var data = JsonNode.Parse(body)!["data"]!;
        Assert.Equal(("ann", "0-0", "steps[0]"), ((string)data["contactId"]!, (string)data["journeyId"]!, (string)data["step"]!));
        var automation = await _scene.AutomationAsync();
        Assert.Equal(
            StandardWebhookSignature.Sign(
                headers[StandardWebhookSignature.IdHeader],
                _scene.Now,
                System.Text.Encoding.UTF8.GetBytes(body),
                _scene.Fixture.Get<AutomationSecrets>().KeyOf(automation)
            ),
            headers[StandardWebhookSignature.SignatureHeader]
        );
        Assert.Equal(["called", "sent"], (await _scene.OneOfAsync("ann")).Steps.Select(step => step.Outcome));
    }

    [Fact]
    public async Task Step_ThatNobodyTakes_IsTriedForADay_UnderOneId_AndThenTheJourneyGoesOn()
    {
        Receiver.Answer = static (_, _) => new WebhookAnswer(500, "The receiver answered 500.");
        await StartAsync("ann");
        Assert.Empty(_scene.Sent);

        await _scene.PassAsync(TimeSpan.FromDays(2));

        Assert.Equal(DeliverySchedule.Attempts, Receiver.Requests.Count);
        Assert.Single(Receiver.Requests.Select(request => request.Headers[StandardWebhookSignature.IdHeader]).Distinct());
        var journey = await _scene.OneOfAsync("ann");
        var steps = journey.Steps;
        Assert.Equal([StepOutcome.Failed, StepOutcome.Sent], steps.Select(step => step.Outcome));
        Assert.Equal("The receiver answered 500.", steps[0].Reason);
        Assert.InRange(steps[0].At - journey.EnteredAt, TimeSpan.FromHours(23), TimeSpan.FromHours(27));
    }

    [Fact]
    public async Task Step_ThatIsTakenLater_GoesOnThen()
    {
        Receiver.Answer = (_, _) => Receiver.Requests.Count < 3 ? new WebhookAnswer(503, "busy") : new WebhookAnswer(204);
        await StartAsync("ann");

        await _scene.PassAsync(TimeSpan.FromHours(1));

        Assert.Equal(3, Receiver.Requests.Count);
        Assert.Equal(["called", "sent"], (await _scene.OneOfAsync("ann")).Steps.Select(step => step.Outcome));
    }

    [Fact]
    public async Task Step_WhoseReceiverIsGone_FailsAtOnce()
    {
        Receiver.Answer = static (_, _) => new WebhookAnswer(410, "The receiver answered 410.");

        await StartAsync("ann");

        Assert.Single(Receiver.Requests);
        Assert.Equal(["failed", "sent"], (await _scene.OneOfAsync("ann")).Steps.Select(step => step.Outcome));
    }

    [Fact]
    public async Task Step_OfAReceiverThatDoesNotAnswer_HoldsUpNobodyElse_AndAFewAttemptsFindOut()
    {
        Receiver.Answer = static (_, _) => new WebhookAnswer(Status: null, "no answer");
        string[] people = [.. Enumerable.Range(0, 200).Select(i => $"p{i}")];
        var plan = SampleAutomations.Plan(SampleAutomations.Send("One"), new AutomationStep.WebhookCall(Url));

        await StartAsync(plan, people);

        Assert.Equal(200, _scene.Sent.Count());
        Assert.InRange(Receiver.Requests.Count, 1, 100);
        await _scene.PassAsync(TimeSpan.FromDays(2));
        foreach (var person in people)
        {
            Assert.Equal(["sent", "failed"], (await _scene.OneOfAsync(person)).Steps.Select(step => step.Outcome));
        }
    }

    [Fact]
    public async Task Step_OfSomebodyWhoBuysMeanwhile_IsCalledNoMore()
    {
        Receiver.Answer = static (_, _) => new WebhookAnswer(500, "no");
        var plan = SampleAutomations.Plan(new AutomationStep.WebhookCall(Url)) with { Goal = new AutomationGoal(TimeSpan.FromDays(7)) };
        await StartAsync(plan, "ann");
        Assert.Single(Receiver.Requests);

        _scene.Fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await _scene.AddFactsAsync(new ContactFact.Ordered("ann", _scene.Now, "o1", OrderStatus.Successful, ["boots"], Country: null));
        await _scene.PassAsync(TimeSpan.FromDays(2));

        Assert.Single(Receiver.Requests);
        Assert.Equal(JourneyStatus.Converted, (await _scene.OneOfAsync("ann")).Status);
    }

    [Fact]
    public async Task Steps_InterruptedAtAnyStorageCall_CallUnderOneIdForEachPerson()
    {
        string[] people = [.. Enumerable.Range(0, 60).Select(i => $"p{i}")];
        var chance = new Random(20261130);
        var plan = SampleAutomations.Plan(new AutomationStep.WebhookCall(Url), new AutomationStep.WebhookCall(Url));
        await _scene.AddAsync(people);
        await _scene.StartAsync(plan, withSecret: true);
        _scene.Fails = () => chance.Next(20) is 0;

        await _scene.AddFactsAsync([.. people.Select(Joined)]);
        await _scene.PassAsync(TimeSpan.FromDays(1));

        _scene.Fails = () => false;
        await _scene.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(2 * people.Length, Receiver.Requests.Select(one => one.Headers[StandardWebhookSignature.IdHeader]).Distinct().Count());
        foreach (var person in people)
        {
            Assert.Equal(["called", "called"], (await _scene.OneOfAsync(person)).Steps.Select(step => step.Outcome));
        }
    }

    private Task StartAsync(string person) =>
        StartAsync(SampleAutomations.Plan(new AutomationStep.WebhookCall(Url), SampleAutomations.Send("One")), person);

    private async Task StartAsync(AutomationPlan plan, params string[] people)
    {
        await _scene.StartAsync(plan, withSecret: true);
        await _scene.AddAsync(people);
        await _scene.AddFactsAsync([.. people.Select(Joined)]);
        await _scene.SettleAsync();
    }

    private ContactFact.ListJoined Joined(string contact) => new(contact, _scene.Now, "newcomers");
}

using CampaignTasks.Application.Eligibility;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Ledger;
using CampaignTasks.Domain.Messages;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>A task that distributes its recipients over several creatives.</summary>
public sealed class SeveralCreativesTests
{
    private const int People = 300;

    private static readonly PlannedCreative[] Two =
    [
        new(new("First", "One", null)) { Source = new("c1", 1), Weight = 30 },
        new(new("Second", "Two", null)) { Source = new("c2", 5), Weight = 70 },
    ];

    [Fact]
    public async Task Send_OfTwoCreatives_RecordsWhichOneEachGot()
    {
        var lane = await Lane.PlanAsync(Two, People);
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);

        await lane.SendUntilDoneAsync(channel);

        var messages = await lane.MessagesAsync();
        var subjects = channel.Requests.ToDictionary(request => request.To, request => request.Content.Subject);
        Assert.All(messages, message => Assert.Equal(message.Creative == Two[0].Source ? "First" : "Second", subjects[message.Address]));
        Assert.All(messages, message => Assert.Equal(Expected(lane, message).Source, message.Creative));
        Assert.InRange(messages.Count(message => message.Creative?.Id is "c1"), 60, 120);
    }

    [Fact]
    public async Task Send_OfOneCreative_RecordsNone()
    {
        var lane = await Lane.PlanAsync([Two[0]], messages: 2);

        await lane.SendUntilDoneAsync(new ScriptedChannel(true, ScriptedChannel.Accept));

        Assert.All(await lane.MessagesAsync(), message => Assert.Null(message.Creative));
    }

    /// <summary>The provider recognises the repeat by its key: it must say what the first one said.</summary>
    [Fact]
    public async Task Send_OfWhatMayHaveLeftBeforeAnEditOfWeights_RepeatsTheSameCreative()
    {
        var lane = await Lane.PlanAsync(Two, messages: 20);
        var page = (await lane.Ledger.ReadPageAsync(lane.Run, 0, default))!;
        page.Claim("dead", "a1", from: 0, most: 20, DateTimeOffset.UtcNow, _ => new("c1", 1));
        page.Recover(hasIdempotencyKey: true, DateTimeOffset.UtcNow);
        await lane.Ledger.SavePageAsync(lane.Run, page, default);
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);

        await lane.SendUntilDoneAsync(channel);

        Assert.All(channel.Requests, request => Assert.Equal("First", request.Content.Subject));
        Assert.All(await lane.MessagesAsync(), message => Assert.Equal(new CreativeVersion("c1", 1), message.Creative));
    }

    [Fact]
    public async Task Send_OfACreativeThatThePlanHasNoMore_TakesTheRecipientsOwn()
    {
        var lane = await Lane.PlanAsync(Two, messages: 20);
        var page = (await lane.Ledger.ReadPageAsync(lane.Run, 0, default))!;
        page.Claim("dead", "a1", from: 0, most: 20, DateTimeOffset.UtcNow, _ => new("gone", 1));
        page.Recover(hasIdempotencyKey: true, DateTimeOffset.UtcNow);
        await lane.Ledger.SavePageAsync(lane.Run, page, default);
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);

        await lane.SendUntilDoneAsync(channel);

        var messages = await lane.MessagesAsync();
        Assert.Equal(
            messages.Select(message => (message.Address, Expected(lane, message).Content.Subject)).Order(),
            channel.Requests.Select(request => (request.To, request.Content.Subject)).Order()
        );
    }

    [Fact]
    public async Task Send_ToATenantWithALanguage_TakesItsVariant()
    {
        var creative = new Creative("Hello", "Hi", null)
        {
            Languages = new Dictionary<string, Creative> { ["fr"] = new("Bonjour", null, null) },
        };
        var lane = await Lane.PlanAsync([new(creative)], messages: 1);
        lane.Eligibility = new ScriptedEligibilityChecker(_ => new EligibilityResult.Pass(null, null) { HomeLanguage = "fr" });
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);

        await lane.SendUntilDoneAsync(channel);

        Assert.Equal(("Bonjour", "Hi"), (channel.Requests[0].Content.Subject, channel.Requests[0].Content.Text));
    }

    private static PlannedCreative Expected(Lane lane, LedgerMessage message) =>
        CreativeShares.Choose(Two, lane.Task.Id, ChannelKind.Email, message.ContactId, message.Address);
}

using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Application.Sending;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;
using Microsoft.Extensions.Options;

namespace CampaignTasks.Application.Tests.Sending;

/// <summary>Messages that cannot be filled for their recipient.</summary>
public sealed class UnfillableMessageTests
{
    [Theory]
    [InlineData("{% if address contains 'r1' %}{{ 1 | divided_by: 0 }}{% endif %}Hi", "cannotFill: text: ")]
    [InlineData("{% unless address contains 'r1' %}Hi{% endunless %}", "emptyText: text: ")]
    public async Task Send_OfAMessageThatCannotBeFilled_FailsItForGoodAndSendsTheOthers(string text, string reason)
    {
        var lane = await Lane.PlanAsync(new Creative("Hello", text, null), messages: 3);
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);

        await lane.SendUntilDoneAsync(channel);

        Assert.Equal(["r0@example.net", "r2@example.net"], channel.Requests.Select(request => request.To).Order());
        var failed = (await lane.Ledger.ReadPageAsync(lane.Run, 0, default))!.Messages[1];
        Assert.Equal(MessageState.Failed, failed.State);
        Assert.StartsWith(reason, failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_OfASubjectThatGrowsTooLong_FailsThatRecipientOnly()
    {
        var lane = await Lane.PlanAsync(new Creative("Hi {{ firstName | default: 'there' }}", "Hello", null), messages: 2);
        lane.Eligibility = new ScriptedEligibilityChecker(message => new EligibilityResult.Pass(
            message.Address is "r0@example.net" ? Named(new string('é', 498)) : null,
            null
        ));
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);

        await lane.SendUntilDoneAsync(channel);

        Assert.Equal("Hi there", Assert.Single(channel.Requests).Content.Subject);
        Assert.Equal((1, 1), ((await lane.CountAsync()).Sent, (await lane.CountAsync()).Failed));
    }

    /// <summary>Issue 17, row 1: values that grow when they are escaped, written as often as a text may have variables.</summary>
    [Fact]
    public async Task Send_OfAMessageThatGrowsBeyondTheLargest_FailsItWithoutTheMemoryOfTheWhole()
    {
        var quotes = Named(new string('"', 1_000));
        var html = string.Concat(Enumerable.Repeat("{{firstName|default:1}}", 2_000));
        var lane = await Lane.PlanAsync(new Creative("Hello", Text: null, html), messages: 20);
        lane.Eligibility = new ScriptedEligibilityChecker(message => new EligibilityResult.Pass(
            message.Address is "r7@example.net" ? null : quotes,
            Unsubscribe: null
        ));
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await lane.SendUntilDoneAsync(channel);

        // Whole, each would be 24 MB.
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 20 * 12_000_000L);
        Assert.Equal("r7@example.net", Assert.Single(channel.Requests).To);
        var failed = (await lane.MessagesAsync()).Where(message => message.State is MessageState.Failed).ToList();
        Assert.Equal(19, failed.Count);
        Assert.All(failed, message => Assert.Equal("cannotFill: html: the filled message grows beyond the largest size", message.Reason));
        Assert.Equal(0, lane.Memory.Messages.Used);
    }

    [Fact]
    public async Task Send_OfTextsThatAreTooLargeTogether_FailsTheMessage()
    {
        var half = new string('é', 300_000);
        var lane = await Lane.PlanAsync(new Creative("Hello", half, half), messages: 1);

        await lane.SendUntilDoneAsync(new ScriptedChannel(true, ScriptedChannel.Accept));

        Assert.Equal(MessageState.Failed, Assert.Single(await lane.MessagesAsync()).State);
    }

    [Fact]
    public async Task Send_OfLargeMessages_HoldsNoMoreThanTheTenantsShareOfMemory()
    {
        var lane = await Lane.PlanAsync(new Creative("Hello", new string('x', 400_000), Html: null), messages: 40);
        lane.Memory = new SendingMemory(Options.Create(new SendingOptions { MessageMemory = 4 * 1024 * 1024 }));
        var most = 0L;
        var channel = new ScriptedChannel(true, ScriptedChannel.Accept)
        {
            Meanwhile = async _ =>
            {
                most = Math.Max(most, lane.Memory.Messages.Used);
                await Task.Yield();
            },
        };

        await lane.SendUntilDoneAsync(channel);

        Assert.InRange(most, 400_000, 2 * 1024 * 1024);
        Assert.Equal((40, 0L), ((await lane.CountAsync()).Sent, lane.Memory.Messages.Used));
    }

    private static Contact Named(string name) =>
        new()
        {
            TenantId = "t",
            Id = "c",
            Attributes = new Dictionary<string, AttributeValue> { ["firstName"] = new AttributeValue.Text(name) },
            CreatedAt = default,
            UpdatedAt = default,
        };
}

using CampaignTasks.Application.Eligibility;
using CampaignTasks.Application.Orchestration;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Creatives;
using CampaignTasks.Domain.Messages;

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

using System.Globalization;
using CampaignTasks.Application.Audiences;
using CampaignTasks.Application.Creatives;
using CampaignTasks.Application.Tasks;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Accounts;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Messages;
using CampaignTasks.Domain.Push;
using CampaignTasks.Domain.Suppressions;
using CampaignTasks.Domain.Tasks;
using CampaignTasks.Testing;

namespace CampaignTasks.Simulation;

/// <summary>Runs over recipients that some providers say are gone.</summary>
public sealed class ChannelRunTests
{
    private const int People = 90;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Push_WhereAThirdOfTheSubscriptionsAreGone_RemovesThem_AndWritesToNobodyTwice()
    {
        await using var world = SimulatedDeployment.Create();
        world.AddAccount(ChannelKind.Push, hasKey: false);
        List<string> addresses = [];
        for (var n = 0; n < People; n++)
        {
            addresses.Add(await SubscribeAsync(world, n));
        }

        world.Provider.Answer = request =>
            IsGone(addresses, request.To)
                ? new Reply(
                    new SendOutcome.Rejected("http410", "gone", new Verdict(SuppressionReason.InvalidAddress, "webpush http410")),
                    Takes: false,
                    Reply.Soon
                )
                : Reply.Accepted;

        var task = await world.Client.CreateTaskAsync(To(ChannelKind.Push, addresses));
        await world.RunUntilAsync(() => !world.Find(task).IsLive, Day);

        Assert.Equal((60, 30), Outcomes(world, task));
        AssertEachOnce(world, People);
        for (var n = 0; n < People; n++)
        {
            var isGone = n % 3 == 0;
            var contact = await world.Contacts.FindAsync(Any.TenantId, $"c{n}", CancellationToken.None);
            Assert.Equal(!isGone, contact!.Addresses.ContainsKey(ChannelKind.Push));
            Assert.Equal(isGone ? 0 : 1, (await world.Subscriptions.ListAsync(Any.TenantId, contact.Id, CancellationToken.None)).Count);
            Assert.Equal(isGone, await IsSuppressedAsync(world, ChannelKind.Push, addresses[n]));
        }

        var next = await world.Client.CreateTaskAsync(To(ChannelKind.Push, addresses));
        await world.RunUntilAsync(() => !world.Find(next).IsLive, Day);

        Assert.Equal((60, 0), Outcomes(world, next));
        Assert.Equal(People + 60, world.Requests.Count);
    }

    [Fact]
    public async Task Telegram_OverThreeAccounts_SharesThePeople_KeepsThePauses_AndWritesToNobodyTwice()
    {
        await using var world = SimulatedDeployment.Create();
        string[] accounts =
        [
            .. Enumerable.Range(0, 3).Select(_ => world.AddAccount(ChannelKind.Telegram, new Pacing(Pause, null, null), hasKey: false).Id),
        ];
        List<string> chats = [.. Enumerable.Range(0, People).Select(n => (1000 + n).ToString(CultureInfo.InvariantCulture))];
        world.Provider.Answer = request =>
            IsGone(chats, request.To)
                ? new Reply(
                    new SendOutcome.Rejected("403", "blocked", new Verdict(SuppressionReason.UnsubscribedAtProvider, "telegram 403")),
                    Takes: false,
                    Reply.Soon
                )
            : request is { Attempt: 1, Number: 20 or 50 } ? Reply.Throttled(TimeSpan.FromSeconds(17))
            : Reply.Accepted;

        var task = await world.Client.CreateTaskAsync(To(ChannelKind.Telegram, chats) with { Accounts = [.. accounts] });
        await world.RunUntilAsync(() => !world.Find(task).IsLive, Day);

        Assert.Equal((60, 30), Outcomes(world, task));
        Assert.All(world.Provider.SentOn.Values, times => Assert.Equal(1, times));
        Assert.Equal(People, world.Requests.Select(request => request.To).Distinct().Count());
        foreach (var ofAccount in world.Requests.GroupBy(request => request.Account))
        {
            Assert.InRange(ofAccount.Select(request => request.To).Distinct().Count(), 20, 40);
            Assert.All(ofAccount.Zip(ofAccount.Skip(1)), pair => Assert.True(pair.Second.Elapsed - pair.First.Elapsed >= Pause));
        }

        Assert.Equal(
            accounts.Order(StringComparer.Ordinal),
            world.Requests.Select(request => request.Account).Distinct().Order(StringComparer.Ordinal)
        );
        foreach (var chat in chats)
        {
            Assert.Equal(IsGone(chats, chat), await IsSuppressedAsync(world, ChannelKind.Telegram, chat));
        }

        var asked = world.Requests.Count;
        var next = await world.Client.CreateTaskAsync(To(ChannelKind.Telegram, chats) with { Accounts = [.. accounts] });
        await world.RunUntilAsync(() => !world.Find(next).IsLive, Day);

        Assert.Equal((60, 0), Outcomes(world, next));
        Assert.Equal(asked + 60, world.Requests.Count);
    }

    private static TaskRequest To(ChannelKind channel, IEnumerable<string> addresses) =>
        Client.Email(1) with
        {
            Channel = channel,
            Audience = new AudienceRequest(string.Join('\n', addresses), null, null, null),
            Creative = new CreativeRequest { Text = "It is here." },
        };

    private static (int Sent, int Failed) Outcomes(SimulatedDeployment world, CampaignTask task) =>
        (
            world.MessagesOf(task).Count(message => message.State is MessageState.Sent),
            world.MessagesOf(task).Count(message => message.State is MessageState.Failed)
        );

    private static bool IsGone(List<string> addresses, string address) => addresses.IndexOf(address) % 3 == 0;

    private static void AssertEachOnce(SimulatedDeployment world, int recipients)
    {
        Assert.Equal(recipients, world.Requests.Count);
        Assert.Equal(recipients, world.Requests.Select(request => request.To).Distinct().Count());
        Assert.All(world.Provider.SentOn.Values, times => Assert.Equal(1, times));
    }

    private static async Task<bool> IsSuppressedAsync(SimulatedDeployment world, ChannelKind channel, string address)
    {
        var known = await world.Contacts.FindByAddressAsync(Any.TenantId, channel, [address], CancellationToken.None);
        return known.Single().Suppression is not null;
    }

    private static async Task<string> SubscribeAsync(SimulatedDeployment world, int number)
    {
        var subscription = new PushSubscription
        {
            TenantId = Any.TenantId,
            Id = number.ToString("x32", CultureInfo.InvariantCulture),
            ContactId = $"c{number}",
            Endpoint = $"https://push.example.net/{number}",
            P256dh = "not-a-real-key",
            Auth = "not-a-real-secret",
            SeenAt = world.Now,
        };
        await world.Subscriptions.SaveAsync(subscription, CancellationToken.None);
        await world.Contacts.SaveAsync(
            new Contact
            {
                TenantId = Any.TenantId,
                Id = subscription.ContactId,
                Addresses = new Dictionary<ChannelKind, string> { [ChannelKind.Push] = subscription.Address },
                CreatedAt = world.Now,
                UpdatedAt = world.Now,
            },
            CancellationToken.None
        );
        return subscription.Address;
    }
}

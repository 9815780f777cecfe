using System.Text.Json.Nodes;
using CampaignTasks.Api.Tests.Http;
using CampaignTasks.Api.Tests.Imports;
using CampaignTasks.Application.Consents;
using CampaignTasks.Domain;
using CampaignTasks.Domain.Facts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Api.Tests.Facts;

/// <summary>Every request that an automation may want to be told of: the fact is in its inbox before the answer.</summary>
public sealed class FactTests
{
    private const string At = "2026-02-03T10:00:00Z";

    private readonly RecordedAutomations _automations = new() { Wanted = { RecordedAutomations.Curious("a1") } };

    [Fact]
    public async Task Order_IsAFact_AlsoWhenItIsRepeated_AndNotWhenItIsLate()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();
        var order = new JsonObject
        {
            ["id"] = "o1",
            ["contact"] = "ann",
            ["version"] = 2,
            ["at"] = At,
            ["status"] = "successful",
            ["country"] = "FR",
            ["items"] = new JsonArray(new JsonObject { ["product"] = "tent" }),
        };

        (await admin.PostAsync("/api/orders", order)).Expect(200);
        (await admin.PostAsync("/api/orders", order)).Expect(200);
        (await admin.PostAsync("/api/orders", order.With("version", 1))).Expect(200);
        await admin.ImportAsync("orders", $"id,contact,at,status,product\no2,bob,{At},refunded,boots\n");

        var facts = (await FactsAsync(api)).Cast<ContactFact.Ordered>().ToList();
        Assert.Equal(["o1", "o1", "o2"], facts.Select(fact => fact.OrderId));
        Assert.Equal(
            ("ann", OrderStatus.Successful, "tent", "FR"),
            (facts[0].ContactId, facts[0].Status, facts[0].Products[0], facts[0].Country)
        );
        Assert.Equal(OrderStatus.Refunded, facts[2].Status);
    }

    [Fact]
    public async Task CartChange_IsAFact_AlsoWhenItIsRepeated_AndNotWhenItIsLate()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "ann@example.net", consent: null);
        var cart = new JsonObject
        {
            ["contact"] = "ann",
            ["updatedAt"] = At,
            ["items"] = new JsonArray(new JsonObject { ["product"] = "tent" }),
        };

        (await admin.PutAsync("/api/carts/k1", cart)).Expect(200);
        (await admin.PutAsync("/api/carts/k1", cart)).Expect(200);
        (await admin.PutAsync("/api/carts/k1", cart.With("updatedAt", "2026-02-03T09:00:00Z"))).Expect(200);
        (await admin.DeleteAsync("/api/carts/k1")).Expect(204);

        var facts = (await FactsAsync(api)).OfType<ContactFact.CartChanged>().ToList();
        Assert.Equal([("k1", false), ("k1", false), ("k1", true)], facts.Select(fact => (fact.CartId, fact.IsEmpty)));
        Assert.Equal(facts[0].EntryKey, facts[1].EntryKey);
        Assert.NotEqual(facts[0].EntryKey, facts[2].EntryKey);
    }

    [Fact]
    public async Task Event_IsAFact_AlsoWhenItIsRepeated()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "ann@example.net", consent: null);
        var submitted = new JsonObject
        {
            ["id"] = "e1",
            ["name"] = "Viewed",
            ["contact"] = "ann",
            ["at"] = At,
        };

        (await admin.PostAsync("/api/events", submitted)).Expect(200);
        (await admin.PostAsync("/api/events", submitted)).Expect(200);
        (await admin.PostAsync("/api/events", submitted.With("contact", "eve"))).ExpectInvalid("contact");

        Assert.Equal(["e1", "e1"], (await FactsAsync(api)).OfType<ContactFact.Happened>().Select(fact => fact.EventId));
    }

    [Fact]
    public async Task MembersOfAList_AreFacts_ByIdAndByAddress_AlsoWhenTheyWereMembers()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("bob", "bob@example.net", consent: null);
        var list = (
            await admin.PostAsync("/api/audiences", new JsonObject { ["name"] = "Friends", ["contacts"] = new JsonArray("ann") })
        ).Expect(201);
        var change = new JsonObject
        {
            ["add"] = new JsonArray("ann", "cleo"),
            ["remove"] = new JsonArray("dan"),
            ["channel"] = "email",
            ["addresses"] = "bob@example.net",
        };

        (await admin.PostAsync($"/api/audiences/{list.Id()}/members", change)).Expect(200);

        var facts = await FactsAsync(api);
        var joined = facts.OfType<ContactFact.ListJoined>().ToList();
        Assert.Equal(["ann", "ann", "cleo", "bob"], joined.Select(fact => fact.ContactId));
        Assert.All(joined, fact => Assert.Equal(list.Id(), fact.EntryKey));
        var left = Assert.Single(facts.OfType<ContactFact.ListLeft>());
        Assert.Equal(("dan", list.Id()), (left.ContactId, left.ListId));
    }

    [Fact]
    public async Task Contact_ThatIsStoredChangedOrImported_IsAFact_WithItsConsent()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();

        await admin.NewContactAsync("ann", "ann@example.net", "unsubscribed");
        (await admin.PatchAsync("/api/contacts/ann", new JsonObject { ["country"] = "FR" })).Expect(200);
        await admin.ImportAsync("contacts", "id,country\nbob,FR\n");
        await admin.ImportAsync("contacts", "id,country\nbob,FR\n");

        var facts = await FactsAsync(api);
        Assert.Equal(["ann", "ann", "bob", "bob"], facts.OfType<ContactFact.ContactChanged>().Select(fact => fact.ContactId));
        Assert.Equal(
            [("ann", ChannelKind.Email, true), ("ann", ChannelKind.Email, true)],
            facts.OfType<ContactFact.ConsentChanged>().Select(fact => (fact.ContactId, fact.Channel, fact.IsOptOut))
        );
    }

    [Fact]
    public async Task OptOut_ByLinkOrByHand_IsAFact_AndABounceIsNot()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "ann@example.net", consent: null);
        await admin.NewContactAsync("bob", "bob@example.net", consent: null);
        await admin.NewContactAsync("cleo", "cleo@example.net", consent: null);
        var tenant = _automations.Woken.First().TenantId;
        var link = api.Get<UnsubscribeLinks>().Write(new(tenant, ChannelKind.Email, "ann@example.net", ContactId: null, "task"));

        Assert.Equal(
            200,
            (await api.Client(key: null).PostTextAsync($"/api/unsubscribe/{link}", "", "application/x-www-form-urlencoded")).Status
        );
        foreach (var (address, reason) in new[] { ("bob@example.net", "manual"), ("cleo@example.net", "hardBounce") })
        {
            var suppression = new JsonObject
            {
                ["channel"] = "email",
                ["address"] = address,
                ["reason"] = reason,
            };
            (await admin.PostAsync("/api/suppressions", suppression)).Expect(201);
        }

        Assert.Equal(
            [("ann", true), ("bob", true)],
            (await FactsAsync(api)).OfType<ContactFact.ConsentChanged>().Select(fact => (fact.ContactId, fact.IsOptOut))
        );
    }

    [Fact]
    public async Task ErasedContact_IsAFact()
    {
        await using var api = await StartAsync();
        var admin = await api.NewTenantAsync();
        await admin.NewContactAsync("ann", "ann@example.net", consent: null);

        (await admin.DeleteAsync("/api/contacts/ann")).Expect(204);

        Assert.Equal("ann", Assert.IsType<ContactFact.ContactErased>((await FactsAsync(api))[^1]).ContactId);
    }

    private Task<TestApi> StartAsync() =>
        TestApi.StartAsync(services =>
            services.AddSingleton<IFactSubscriptions>(_automations).AddSingleton<IAutomationSignal>(_automations)
        );

    private async Task<IReadOnlyList<ContactFact>> FactsAsync(TestApi api)
    {
        var batches = await api.Get<IFactInbox>().ReadAsync(_automations.Woken.First().TenantId, "a1", most: 100, default);
        return [.. batches.SelectMany(batch => batch.Facts)];
    }
}

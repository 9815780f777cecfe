using System.Text;
using CampaignTasks.Application.Events;
using CampaignTasks.Application.Tests.Facts;
using CampaignTasks.Application.Tests.Imports;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Events;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Testing;
using CampaignTasks.Testing.Stores;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Application.Tests.Events;

public sealed class EventServiceTests
{
    private static readonly Gen<ContactEvent> Events =
        from id in Gen.Choose(0, 6)
        from contact in Gen.Elements("ann", "bob", "nobody")
        from hour in Gen.Choose(0, 3)
        select new ContactEvent($"e{id}", "Viewed", contact, Any.Now.AddHours(hour), new Dictionary<string, AttributeValue>());

    [Property(MaxTest = 50)]
    public Property Events_SubmittedTwice_InAnyPortions_AreStoredOnce() =>
        Prop.ForAll((from events in Events.ListOf() from size in Gen.Choose(1, 5) select (events, size)).ToArbitrary(), submitted =>
        {
            var store = new InMemoryEventStore();
            var results = SaveAsync(store, [.. submitted.events, .. submitted.events], submitted.size).GetAwaiter().GetResult();
            var known = submitted.events.Where(one => one.ContactId is not "nobody").ToList();
            return results.Count(result => result is EventResult.Stored) == known.Select(one => one.Id).Distinct().Count()
                && known.GroupBy(one => one.Id).All(same => store.FindAsync(Any.TenantId, same.Key, default).Result!.At == same.First().At)
                && results
                    .Zip([.. submitted.events, .. submitted.events])
                    .All(one => one.First is EventResult.UnknownContact == one.Second.ContactId is "nobody");
        });

    [Fact]
    public async Task FileOfEvents_StoresTheGood_TellsTheRestByLine_AndAgainChangesNothing_ButTellsAutomations()
    {
        var importer = new Importer();
        importer.Automations.Wanted.Add(RecordedAutomations.Curious("a1"));
        await importer.Contacts.SaveAsync(Samples.Contact("ann", Importer.Tenant), default);
        var file = Encoding.UTF8.GetBytes(
            """
            {"id":"e1","name":"Viewed","contact":"ann","at":"2026-01-01T00:00:00Z","properties":{"product":"boots"}}
            {"id":"e2","name":"Viewed","contact":"nobody","at":"2026-01-01T00:00:00Z"}

            {"id":"e3","name":"Viewed","contact":"ann","at":"yesterday"}
            {"id":"e1","name":"Viewed","contact":"ann","at":"2026-01-01T00:00:00Z"}
            no json
            """
        );

        var first = await importer.ImportAsync(ImportKind.Events, file);
        var again = await importer.ImportAsync(ImportKind.Events, file);

        Assert.Equal((5, 1, 1, 3), (first.Records, first.Stored, first.Unchanged, first.FaultCount));
        Assert.Equal((5, 0, 2, 3), (again.Records, again.Stored, again.Unchanged, again.FaultCount));
        Assert.Equal([2, 4, 6], first.Faults.Select(fault => fault.Line));
        Assert.StartsWith("contact: There is no contact", first.Faults[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("at: ", first.Faults[1].Reason, StringComparison.Ordinal);
        var facts = (await importer.Inbox.ReadAsync(Importer.Tenant, "a1", 10, default)).SelectMany(batch => batch.Facts);
        Assert.All(facts, fact => Assert.Equal("e1", fact.EntryKey));
        Assert.Equal(4, facts.Count());
    }

    private static async Task<IReadOnlyList<EventResult>> SaveAsync(IEventStore store, IEnumerable<ContactEvent> events, int size)
    {
        var contacts = new InMemoryContactStore();
        await contacts.SaveAsync(Samples.Contact("ann", Any.TenantId), default);
        await contacts.SaveAsync(Samples.Contact("bob", Any.TenantId), default);
        var service = new EventService(store, contacts, Publishers.Idle, TimeProvider.System);
        List<EventResult> results = [];
        foreach (var portion in events.Chunk(size))
        {
            results.AddRange(await service.SaveAsync(Any.TenantId, portion, default));
        }

        return results;
    }
}

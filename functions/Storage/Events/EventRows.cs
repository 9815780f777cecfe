using System.Globalization;
using Azure.Data.Tables;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Domain.Events;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Events;

/// <summary>
/// The rows of events. One holds the event, in the contact's shard, by contact and time, newest first; one leads from the event's id to it,
/// in the id's shard.
/// </summary>
internal static class EventRows
{
    private const string Name = "Name";
    private const string Contact = "Contact";
    private const string At = "At";
    private const string Ids = "id";

    // The character after the bar that ends a part of a key.
    private const char AfterBar = '}';

    public static TableEntity Of(string tenantId, ContactEvent submitted, DateTimeOffset receivedAt)
    {
        var row = new TableEntity(Partition(tenantId, submitted.ContactId), RowKey(submitted.ContactId, submitted.At, submitted.Id))
        {
            [OldRows.KeptSince] = receivedAt.ToUniversalTime(),
            [Name] = NameKey(submitted.Name),
        };
        Columns.WriteRecord(row, submitted, DomainJson.Default.ContactEvent);
        return row;
    }

    public static TableEntity IdOf(string tenantId, ContactEvent submitted, DateTimeOffset receivedAt) =>
        ConditionalWrites.Sign(
            new(IdPartition(tenantId, submitted.Id), Keys.Part(submitted.Id))
            {
                [OldRows.KeptSince] = receivedAt.ToUniversalTime(),
                [Contact] = submitted.ContactId,
                [At] = submitted.At.UtcTicks,
            }
        );

    public static ContactEvent Read(TableEntity row) => Columns.ReadRecord(row, DomainJson.Default.ContactEvent);

    /// <summary>Reads whose the event is that an id leads to, and when it happened.</summary>
    public static (string ContactId, DateTimeOffset At) ReadId(TableEntity row) =>
        (row.GetString(Contact), new DateTimeOffset(row.GetInt64(At)!.Value, TimeSpan.Zero));

    /// <summary>Selects a contact's events since an instant, all or those of a name.</summary>
    public static string Since(string tenantId, string contactId, string? name, DateTimeOffset since) =>
        Named(
            RowFilter.Range(Partition(tenantId, contactId), Prefix(contactId), $"{Prefix(contactId)}{Descending(since)}{AfterBar}"),
            name
        );

    /// <summary>Selects a contact's events behind a row, all or those of a name.</summary>
    public static string After(string tenantId, string contactId, string? name, string? rowKey)
    {
        var after = RowFilter.After(Partition(tenantId, contactId), rowKey ?? Prefix(contactId));
        var before = TableClient.CreateQueryFilter($"RowKey lt {$"{Keys.Part(contactId)}{AfterBar}"}");
        return Named($"{after} and {before}", name);
    }

    /// <summary>Gets the row that leads to an event from the event's own.</summary>
    public static TableEntity IdOf(string tenantId, TableEntity row)
    {
        var id = row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..];
        return new(IdPartition(tenantId, TableKey.Decode(id)), id);
    }

    public static (string Partition, string Row) KeyOf(string tenantId, string contactId, DateTimeOffset at, string id) =>
        (Partition(tenantId, contactId), RowKey(contactId, at, id));

    public static (string Partition, string Row) IdKeyOf(string tenantId, string id) => (IdPartition(tenantId, id), Keys.Part(id));

    /// <summary>Names the list that a cursor belongs to.</summary>
    public static string List(string tenantId, string contactId, string? name) =>
        Keys.Partition(tenantId, contactId, name is null ? "" : NameKey(name));

    private static string Named(string filter, string? name) =>
        name is null ? filter : $"{filter} and {TableClient.CreateQueryFilter($"Name eq {NameKey(name)}")}";

    // Upper case is how names are compared without case.
    private static string NameKey(string name) => Keys.Part(name.ToUpperInvariant());

    private static string RowKey(string contactId, DateTimeOffset at, string id) => $"{Prefix(contactId)}{Descending(at)}|{Keys.Part(id)}";

    private static string Prefix(string contactId) => $"{Keys.Part(contactId)}|";

    private static string Descending(DateTimeOffset at) =>
        (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    private static string Partition(string tenantId, string contactId) =>
        Keys.Partition(tenantId, "event", ContactKey.Digit(ContactKey.Shard(contactId)).ToString());

    private static string IdPartition(string tenantId, string id) =>
        Keys.Partition(tenantId, Ids, ContactKey.Digit(ContactKey.Shard(id)).ToString());
}

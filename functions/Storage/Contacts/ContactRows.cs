using Azure.Data.Tables;
using CampaignTasks.Domain.Contacts;
using CampaignTasks.Storage.Rows;

namespace CampaignTasks.Storage.Contacts;

/// <summary>The mapping of a contact to a row of its tenant's shard.</summary>
internal static class ContactRows
{
    public static string Partition(string tenantId, string contactId) => Partition(tenantId, ContactKey.Shard(contactId));

    public static string Partition(string tenantId, int shard) => $"{Keys.Partition(tenantId, "contact")}|{ContactKey.Digit(shard)}";

    /// <summary>Builds the filter of a shard's contacts, or of those after a key of the shard.</summary>
    public static string After(string tenantId, int shard, string? afterKey)
    {
        var partition = Partition(tenantId, shard);
        return afterKey is null ? RowFilter.Partition(partition) : RowFilter.After(partition, Keys.Part(ContactKey.IdOf(afterKey)));
    }

    /// <summary>Builds the filter of a shard's contacts after a key, if any, whose ids begin with a text.</summary>
    public static string After(string tenantId, int shard, string? afterKey, string idPrefix)
    {
        if (idPrefix.Length is 0)
        {
            return After(tenantId, shard, afterKey);
        }

        // A tilde leads no character of an id, and sorts behind all of them.
        var (partition, from) = (Partition(tenantId, shard), Keys.Part(idPrefix));
        var before = $"{from}~";
        return afterKey is null
            ? RowFilter.Range(partition, from, before)
            : RowFilter.Between(partition, Keys.Part(ContactKey.IdOf(afterKey)), before);
    }

    public static TableEntity Write(Contact contact)
    {
        var row = new TableEntity(Partition(contact.TenantId, contact.Id), Keys.Part(contact.Id));
        Columns.WriteRecord(row, contact, DomainJson.Default.Contact);
        return row;
    }

    public static Contact Read(TableEntity row) =>
        Columns.ReadRecord(row, DomainJson.Default.Contact) with
        {
            ETag = ConditionalWrites.Version(row),
        };
}
